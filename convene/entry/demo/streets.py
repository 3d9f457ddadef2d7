"""What a neighborhood says about the readings of its air, and what became of it. Two groups, as in `town`."""

from __future__ import annotations

QUESTION = "Who should decide what happens with the air readings of our streets?"
CONVENER = "Front Street Neighbors with the Museum of the Delta"
OUTCOME = (
    "The neighbors and the museum write an agreement about the readings that keeps to what both groups share. Where "
    "they differ, it says who decides, and why."
)
BACKGROUND = """Since last fall forty-one households between the canal and the rail yard carry a small sensor. It \
takes down fine dust and heat every ten minutes. So far the readings lie at the museum, and nobody else has seen them.

**What is settled:** the sensors belong to those who carry them, and anybody can stop at any time.

**What is open:** who sees the readings, who may use them, and who says yes or no."""

SEEDS = [
    ("Whoever carries a sensor sees their own readings first.", "++"),
    ("Nobody's address belongs on a public map.", "++"),
    ("Everything we measure should be open to everybody at once.", "+-"),
    ("A council of residents decides who may use the readings.", "-+"),
    ("Companies may use the readings, too.", "+-"),
    ("Scientists should ask us anew for each study.", "-+"),
    ("The city health office should get the readings every month.", "++"),
    ("A wrong reading is marked as wrong, and never deleted.", "++"),
    ("The museum should keep the readings: it will be here in twenty years.", "+-"),
    ("Teach with the readings at our schools.", "++"),
    ("The readings of cheap sensors are good enough for a court.", "00"),
    ("Maps should show blocks and never single houses.", "0+"),
]
ABOUT_VOTERS = [
    ("I carry a sensor, or somebody in my home does.", "0+"),
    ("I live between the canal and the rail yard.", "++"),
]
ADDED = [
    ("Open data is the only data that changes anything.", "+-"),
    ("Landlords must not learn about their houses before those who live there.", "0+"),
    ("The server with the readings should belong to the neighborhood.", "-+"),
    ("Waiting for permission will cost us the whole summer.", "+-"),
    ("It is our air: whoever wants the readings can come and talk to us.", "-+"),
    ("Somebody should be paid to look after the sensors.", "++"),
    ("Translate every report into Spanish and Vietnamese.", "++"),
    ("The city would only use the readings against the bakery.", "00"),
    ("In two years nobody will care about any of this.", "--"),
    ("Who carried a sensor is named in every report, if they wish.", "++"),
    ("Half of what a company earns with the readings belongs to us.", "0+"),
    ("A journalist should be able to look everything up without asking.", "+-"),
]
TOLD_APART = "Everything we measure should be open to everybody at once."  # by this the two groups are known
NAMES = "Open it to all", "Those who live here first"  # who agrees with it, who does not
RECOMMENDED = [  # what, of whom, what it rests on, days from now until the answer
    ("Show readings on the map by block, and no single house.", "Museum of the Delta",
     ["Nobody's address belongs on a public map."], 2),
    ("Send the readings to the city health office every month, with a page on what they say.", "City health office",
     ["The city health office should get the readings every month."], 9),
    ("Pay two neighbors for looking after the sensors.", "City council, committee on the environment",
     ["Somebody should be paid to look after the sensors."], 16),
]  # fmt: skip
ANSWERS = [  # to which, days ago, who, what was decided, in which words
    (1, 12, "Museum of the Delta", "taken", "The map shows blocks from now on."),
    (2, 9, "City health office", "partly", "We read them every three months: one person looks after all of the city’s "
     "sensors. If a week is bad, write to us at once."),
    (3, 5, "City council, committee on the environment", "no", "This year’s budget is spent. The committee takes it up "
     "again in May, and asks the neighbors to come and speak."),
]  # fmt: skip
BECAME = [  # of which, days ago, in which words
    (1, 8, "Forty-one addresses came off the map. It shows nineteen blocks, each with two sensors or more."),
    (2, 2, "The first page went out. The week of the rail works stands out; the health office asks for its hours."),
]
