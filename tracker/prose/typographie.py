"""French typography: the spaces and the apostrophe that a keyboard does not give."""

import re

ESPACE = "\u00a0"
FINE = "\u202f"

INTOUCHABLE = re.compile(
    r"""
      `[^`\n]*`                              # code between backticks
    # Possessive, and never begun inside a word: a long word costs its length, not its square.
    | (?:(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*+://|www\.)\S+   # an address of the web
    | mailto:\S+
    | (?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.-]+   # an address of mail
    | &(?:\#\d++|\#x[0-9a-f]++|[a-z]\w*+);    # an entity of HTML or Markdown
    """,
    re.VERBOSE | re.IGNORECASE,
)

BLANC = rf"[ {ESPACE}{FINE}]"

REGLES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=[^\W\d_])'(?=[^\W_]|«)"), "’"),
    (re.compile(rf"«{BLANC}*(?=\S)"), f"«{FINE}"),
    (re.compile(rf"(?<![\s«]){BLANC}*»"), f"{FINE}»"),
    # ; ? ! where a space already stands before them, or where one was forgotten after a word.
    (re.compile(rf"(?<!\s){BLANC}+(?=[;?!]+(?:[^\w=;?!]|$))"), FINE),
    (re.compile(r"(?<=[\w)\]»’])(?=[;?!]+(?:[\s)\]»]|$))"), FINE),
    # The colon: never inside 12:30 or a::b, hence only before a blank or the end.
    (re.compile(rf"(?<!\s){BLANC}+(?=:(?:\s|$))"), ESPACE),
    (re.compile(r"(?<=[^\W_]|[)\]»])(?=:(?:\s|$))"), ESPACE),
    # What must not be parted from its figure.
    (re.compile(rf"(?<=\d){BLANC}(?=[%€])"), ESPACE),
    (re.compile(rf"(?<=\b[nN]°){BLANC}(?=\d)"), ESPACE),
    (re.compile(rf"(?<=\bart\.){BLANC}(?=[LRD]?\d|[LRD]O?\b)"), ESPACE),
    (re.compile(rf"(?<=\b[LRD]\.){BLANC}(?=\d)"), ESPACE),
)


#: Without one of these no rule applies: most words are let through at once.
REPERES = re.compile(r"['«»;?!:%€°]|art\.|[LRD]\.")


def francais(texte: str) -> str:
    """The text with French spaces and apostrophes; addresses, times and code are left alone."""
    if REPERES.search(texte) is None:
        return texte
    morceaux: list[str] = []
    fin = 0
    for garde in INTOUCHABLE.finditer(texte):
        morceaux += [_composer(texte[fin : garde.start()]), garde.group()]
        fin = garde.end()
    morceaux.append(_composer(texte[fin:]))
    return "".join(morceaux)


def phrase(texte: str) -> str:
    """Words typed as a sentence, closed: they will be followed by others."""
    said = texte.strip()
    return said if not said or said.endswith((".", "!", "?", "…", ".»", ". »")) else f"{said}."


def _composer(texte: str) -> str:
    for motif, remplacement in REGLES:
        texte = motif.sub(remplacement, texte)
    return texte
