"""French spaces and apostrophes in what the templates say themselves, set once, when a template is compiled."""

import re
from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from ..prose.typographie import francais

#: What may need a French space, in the words that a template hands to a macro.
PONCTUE = re.compile(r" [:;?!»]|« ")


class Typographie(Extension):
    """Sets the text between tags, and the sentences among the words of the template's own code."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Each token, its words set; a tag may begin in one piece of text and end in another."""
        inside = False
        # What a machine reads has no typography.
        read = not (stream.name or "").endswith(".xml")
        for token in stream:
            if token.type == "data" and read:
                words, inside = composer(token.value, inside=inside)
                yield Token(token.lineno, "data", words)
            elif token.type == "string" and read and PONCTUE.search(token.value):
                yield Token(token.lineno, "string", francais(token.value))
            else:
                yield token


def composer(source: str, *, inside: bool = False) -> tuple[str, bool]:
    """A piece of HTML with its text set, and whether it ends inside a tag."""
    found = []
    for part in re.split(r"([<>])", source):
        if part in {"<", ">"}:
            inside = part == "<"
            found.append(part)
        else:
            found.append(part if inside else francais(part))
    return "".join(found), inside
