"""The text of an avis: blocks, safe HTML, typography, search terms, comparison."""
