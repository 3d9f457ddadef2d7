"""What a town says about its riverfront. Each with what three groups think of it: + agree, - disagree, 0 pass."""

from __future__ import annotations

BACKGROUND = """The lot between the school and the river has stood empty since the paint factory closed. The county \
owns it, the soil was cleaned in spring, and every tenth year the river comes as far as the fence.

**What is settled:** the county keeps the land, and the old chimney stays.

**What is open:** everything else. The water tests of the last two years are with the museum; ask at the desk."""

SEEDS = [
    ("The school must be able to walk there safely.", "+++"),
    ("Whatever is built, publish the water tests every month.", "+++"),
    ("Keep a third of the lot unbuilt so the river has somewhere to go.", "++0"),
    ("Homes that people with ordinary wages can rent come first.", "-+-"),
    ("A park without buildings is worth more to us than anything else.", "+--"),
    ("Shops along the street would bring people back downtown.", "-0+"),
    ("The county should sell the land to whoever offers most.", "--+"),
    ("Parking is needed before anything else.", "--+"),
    ("The museum should run an outdoor lab on the lot.", "+00"),
    ("Nothing should be decided before the next flood map is out.", "+-0"),
    ("The lot should stay open to everybody, day and night.", "0+-"),
    ("The neighbors on Front Street should have a seat on the board.", "++0"),
]
ABOUT_VOTERS = [("I live within a mile of the river.", "++0"), ("I have children at the school.", "0+-")]
ADDED = [
    ("Plant willows and sedges along the water.", "++0"),
    ("A wall against floods only moves the water to those downstream.", "+0-"),
    ("Two stories are high enough here.", "+-0"),
    ("Build upward, so that less ground is covered.", "0++"),
    ("There should be a place to launch canoes.", "+0+"),
    ("People who fish there should keep their place.", "+++"),
    ("Rents in the new houses must not rise faster than wages.", "-+-"),
    ("Private money builds faster than the county.", "--+"),
    ("The old factory workers know the ground: ask them.", "++0"),
    ("A hotel would pay for the rest.", "--+"),
    ("We have enough parks; we do not have enough homes.", "-+0"),
    ("Put solar roofs on whatever is built.", "+++"),
    ("The chimney is a nesting place for swifts and must stay so.", "+00"),
    ("A bus stop is worth more than a parking lot.", "++-"),
    ("Taxes must not go up for this.", "--+"),
    ("Teenagers need a roof to meet under.", "0+0"),
    ("A public toilet belongs in every plan.", "+++"),
    ("Music in the evenings would spoil the quiet.", "+-0"),
    ("Lights should be low, for birds and for sleep.", "+0-"),
    ("A weekly market would help the farms around us.", "+++"),
    ("Let the school garden move there.", "++0"),
    ("The lot is too wet to build on.", "+--"),
    ("Local firms should do the building.", "0++"),
    ("Whoever builds there pays for flood insurance, not the county.", "++-"),
    ("The museum has land enough of its own.", "-0+"),
    ("Signs about the Shawnee belong there, written by them.", "++0"),
]
RECOMMENDED = [  # what, of whom, what it rests on, days until the answer
    ("Publish the water tests of the lot every month, beginning now.", "The county health office",
     ["Whatever is built, publish the water tests every month."], 5),
    ("Build a safe way to walk from the school to the river before anything else is built.", "The land board",
     ["The school must be able to walk there safely."], 21),
]  # fmt: skip
ANSWERED = (1, 2, "The county health office", "partly",
    "Results come out every second month: the laboratory measures no more often. From January on they stand on the "
    "county's page within a week, and the museum has them at its desk.")  # fmt: skip
BECAME = (1, 1, "The results of October are out. Lead and zinc are below the limits at all six places.")
WAITING = [
    "Mr. Keller from Front Street only wants the lot for himself.",
    "Would a skate park be possible?",
    "Benches with backs, for those who cannot stand for long.",
]
