"""What members of Citizen Science ask each other, and a question to everybody that is announced."""

from __future__ import annotations

QUESTION = "What would help you most in the year ahead?"
CONVENER = "The leaders of Citizen Science"
OUTCOME = "We plan the calls and the kits of the year by it, and write in a topic what we do and what we leave out."
SEEDS = [
    (text, "")
    for text in (
        "A call each month in which somebody shows what went wrong.",
        "Kits to borrow help me more than another guide.",
        "I would rather visit two museums than join ten calls.",
        "Somebody should look over my data before I publish them.",
        "We need a partner from the community in every project, paid as we are.",
        "I need words for my director more than tools.",
        "A list of who measures what would save me weeks.",
        "We talk too much about apps.",
    )
]
VOTES = [("hoku", "+++0+-"), ("deja", "++-++"), ("fern", "-+++"), ("xochitl", "+0+")]

SOON = "What should the museum do on hot days?"
SOON_CONVENER = "Museum of the Delta with the city library"
SOON_OUTCOME = "The museum and the library decide in May on their summer hours, and answer what all groups share."
SOON_SEEDS = [
    (text, "")
    for text in (
        "The museum should stay open until nine when it is hot.",
        "On hot days nobody should pay to come in.",
        "A bus from the hot blocks matters more than longer hours.",
        "Cool rooms belong into schools and churches and not into a museum.",
        "I would come if I may stay without looking at anything.",
    )
]
