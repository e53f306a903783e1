"""What methods, flags and reasons are called, for people who are no statisticians. Pure."""

from collections.abc import Mapping
from itertools import chain

from amparo.insight.estimates.values import Flag, Status

TITLES: Mapping[str, str] = {
    "chapman": "Two lists alone",
    "independent": "Lists that do not lead on",
    "stepwise": "The lists choose",
    "bootstrap": "The lists choose, many times",
    "aic": "The lists choose, by Akaike",
    "weighted": "All ways at once, weighted",
    "graphs": "All ways at once, by Bayes",
    "chao": "A lower bound",
    "poisson": "People differ a little",
    "darroch": "People differ more",
    "gamma": "People differ strongly",
    "kinds": "Two kinds of people",
    "coverage": "What the lists find again",
    "lcmcr": "Hidden groups of people",
}

ASSUMES: Mapping[str, str] = {
    "chapman": "The two lists find people independently; two lists alone can't show it.",
    "independent": "No list leads to another, and everybody is equally easy to find.",
    "stepwise": "Some lists lead to others; which ones is read from the lists and taken as known.",
    "bootstrap": "Some lists lead to others; which ones is asked anew each time people are drawn.",
    "aic": "As the lists choose, by another rule: that of the British estimate of 2014.",
    "weighted": "Every way in which lists may lead on counts as far as the lists support it.",
    "graphs": "The same, weighed by Bayes' rule over all decomposable graphs.",
    "chao": "People may differ in any way; then there are at least so many.",
    "poisson": "People differ a little in how easily they are found; lists do not lead on.",
    "darroch": "People differ more in how easily they are found; lists do not lead on.",
    "gamma": "People differ strongly in how easily they are found; lists do not lead on.",
    "kinds": "Some people are ten times harder to find than others; the lists tell how many.",
    "coverage": "Whom lists find again tells what share of all people they find.",
    "lcmcr": "There are groups of people, each found in its own way; in one, lists do not lead on.",
}

ONE_LIST: Mapping[str, str] = {
    "chao": "A lower bound",
    "corrected": "A lower bound, for small numbers",
    "zelterman": "By those who came once or twice",
    "poisson": "People are alike",
    "poisson-once": "Alike; some never return",
    "geometric": "People are very unlike",
    "geometric-once": "Very unlike; some never return",
    "binomial": "The list says how unlike",
    "binomial-once": "It says; some never return",
}
"""Titles of what is reckoned from one list alone."""

ONE_LIST_ASSUMES: Mapping[str, str] = {
    "chao": "People may differ in any way; then there are at least so many.",
    "corrected": "The same, less off where few came twice.",
    "zelterman": "Those who never came are like those who came once or twice.",
    "poisson": "Whoever has the same features comes equally often.",
    "poisson-once": "The same, but some people can't come again after the first time.",
    "geometric": "Most come seldom, a few often, more unevenly than by chance.",
    "geometric-once": "The same, but some people can't come again after the first time.",
    "binomial": "How uneven it is, is read from the list as well.",
    "binomial-once": "The same, but some people can't come again after the first time.",
}

FLAGS: Mapping[Flag, str] = {
    Flag.LOWER_BOUND: "People may differ in how easily they are found: take it as a lower bound.",
    Flag.UNTESTABLE: "Nothing in two lists can show whether this holds.",
    Flag.MULTIMODAL: "The lists support several numbers that lie apart.",
    Flag.BOUND_MATTERS: "The upper end depends on the largest number that was allowed.",
    Flag.SPARSE: "Few people are in more than one list.",
    Flag.PARTIAL: "It was stopped before its end.",
    Flag.EXTENDED: "Some pairs of lists share nobody.",
}

REASONS: Mapping[Status, str] = {
    Status.NO_MAXIMUM: "The lists support no one number here.",
    Status.NOT_IDENTIFIABLE: "Several answers fit equally well.",
    Status.NEITHER: "The lists support no one number here, and several answers fit equally well.",
    Status.NOT_CONVERGED: "Repeated runs did not agree.",
    Status.UNSUITABLE: "This does not suit so many, or so few, lists.",
    Status.TOO_WIDE: "The ends are too far apart.",
    Status.STOPPED: "It was stopped.",
}

SENTENCES = tuple(
    chain.from_iterable(
        each.values() for each in (TITLES, ASSUMES, ONE_LIST, ONE_LIST_ASSUMES, FLAGS, REASONS)
    )
)
