"""What somebody would ask who has the matter of a topic in mind and none of its words, by the digest of its title.

Written by hand, before anything was measured, for topics of the two archives that are imported.
"""

from __future__ import annotations

from hashlib import sha256

PARAPHRASES = {
    "5b0003a843": "generate artificial accelerated failure time data, the estimated constant is wrong",
    "6b83538c39": "sampling controls for each patient on several criteria gives oddly labelled columns",
    "a97c3060dd": "propensity score function cannot be found after fitting a logistic model",
    "85e7316b5d": "change a calendar from one culture to another",
    "14ea1f0a30": "smooth curve of percentages by year",
    "00d29c8da6": "find the most frequent string in a column",
    "3d38707033": "software for finding latent dimensions in questionnaires",
    "c267d70f0d": "accuracy of a diagnostic test given how common the disease is",
    "5e904a3cbe": "how do I compute age standardised rates with epitools",
    "eca91a2a9e": "how dirty air makes people ill, online class",
    "a00307d40d": "course on repeated measurements of the same people over years",
    "c723001057": "learn methods for social graphs online",
    "b6e9ee08df": "how to referee manuscripts for scientific publications",
    "f280112e3c": "adapting AI chatbots to classify documents, workshop",
    "6971d9775e": "best threshold of a diagnostic curve, predictive values reversed",
    "0caf2f91a0": "write reproducible documents and publish them, training",
    "09af7ad1ac": "easy illustrations of inference with priors for a first class",
    "98da176796": "shade the rejection area of a hypothesis test in a plot",
    "29aab8b437": "random numbers whose logarithm is gaussian, what do the parameters denote",
    "dcdc845bc4": "import an Excel spreadsheet",
    "eb3c902697": "free lessons about economics and stock markets made with Shiny",
    "bebd4922e0": "where do you keep your files and how to set the folder",
    "abd3bf0f30": "dangers of making the columns of a data frame visible by name",
    "8f51215569": "key explaining the colours of fitted lines in a chart",
    "72c246042b": "learn how to give programming workshops",
    "549fca7bf4": "submit a session to the virtual meeting of statistics educators",
    "c681f98747": "create fake data with given slopes and explained variance",
    "29d453f27a": "gentle start into graphics for social science pupils",
    "8f5d637cc7": "point and click interface for business students",
    "9b19219166": "is it necessary to teach z-scores of the bell curve in high school",
    "1ba1d2ecc3": "tool to compute chances with dice, cards and urns",
    "cc0b4ef036": "error bars on grouped columns",
    "0ec1a3b62b": "impressive demonstrations to motivate newcomers in geology",
    "ca2b1e895b": "course materials for completely non-technical people",
    "802a85ae37": "data with two peaks",
    "21e24a7639": "how many subjects do I need for my study",
    "87fcfd95be": "draw a number line with open and closed segments",
    "960bd339b9": "user has to press enter before the next figure is drawn",
    "a7238c81e4": "compute additional columns from others in a table",
    "23a7c3ea56": "loading data exported from a spreadsheet as csv fails",
}


def paraphrase_of(title: str) -> str:
    """Other words for this title; "" where nobody has written any."""
    return PARAPHRASES.get(sha256(title.encode()).hexdigest()[:10], "")
