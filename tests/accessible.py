"""What is asked of each page that a browser shows: by axe, and of each thing to press.

Knows no page and no database: journeys, the phone and the gallery ask the same.
"""

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
# A link inside a sentence may be as small as the sentence (WCAG 2.5.8).
SMALL = """() => [...document.querySelectorAll(
    'button, select, textarea, summary, input.field, .choice, .button, .door, nav a, .faults a,'
    + '.brand, .code-word, .duty-number'
  )].filter((part) => {
    const box = part.getBoundingClientRect();
    const isSeen = part.checkVisibility({ visibilityProperty: true }) && box.width > 1;
    const isSmall = box.height < 43.5 || box.width < 43.5;
    return isSeen && isSmall && !part.matches('p .code-word, h1 .code-word, .skip');
  }).map((part) => part.outerHTML.slice(0, 100))"""
