"""From the mathematics to what pages may show: nothing that fewer than five people stand behind."""
