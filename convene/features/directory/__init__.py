"""The directory of people: found by what each of them shows to whoever looks."""
