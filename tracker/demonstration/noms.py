"""Invented names: common first names and surnames of the South-East, joined by a draw that never changes."""

from random import Random

FEMMES = (
    "Agnès Alice Amina Anaïs Anne Annick Béatrice Bénédicte Brigitte Camille Carole Catherine Cécile "
    "Céline Chantal Claire Clémence Corinne Delphine Djamila Dominique Édith Élisabeth Élodie Émilie "
    "Estelle Fabienne Farida Fatima Florence Françoise Geneviève Ghislaine Hélène Inès Isabelle Jeanne "
    "Joëlle Josiane Juliette Karine Laetitia Laure Leïla Lucie Magali Manon Marianne Martine Mathilde "
    "Mireille Monique Muriel Nadège Nadia Nathalie Noëlle Odile Pascale Patricia Pauline Régine Sabrina "
    "Samia Sandrine Solange Sonia Sylvie Valérie Véronique Yasmina Zoé "
)

HOMMES = (
    "Abdel Adrien Alain Alexis Antoine Arnaud Aurélien Baptiste Bernard Bruno Cédric Christian Christophe "
    "Cyril Daniel David Denis Didier Dimitri Étienne Fabien Farid Francis Frédéric Gaël Gérard Gilles "
    "Guillaume Guy Henri Hervé Hugo Jacques Jérôme Joël Julien Karim Kevin Laurent Lionel Loïc Luc Marc "
    "Martial Mathieu Maxime Mehdi Michel Mourad Nicolas Olivier Pascal Patrice Philippe Pierre Quentin "
    "Rachid Raphaël Régis Rémi Robert Romain Samir Sébastien Serge Simon Stéphane Sylvain Thierry Thomas "
    "Vincent Xavier Yann Yves "
)

FAMILLES = (
    "Abadie Abrial Achard Agnel Aillaud Allard Allègre Amiel Andrieu Arène Armand Arnoux Astier Aubanel "
    "Aubert Audibert Autran Aymard Bagnol Barbaroux Barnéoud Barthélemy Bastide Bayle Belhadj Benedetti "
    "Bérard Berenguier Cavallo Blachère Bonifay Bonnefoy Bouvier Brémond Brun Cabassut Caillol Camoin "
    "Carbonel Carle Castellan Cauvin Chabaud Chaix Clément Colombani Coste Coulomb Courbon Daumas David "
    "Delmas Dho Donadieu Dupuy Escoffier Espitalier Estellon Fabre Faraud Fassino Faure Ferrando Ferrero "
    "Ferrier Féraud Figuière Fouque Franceschi Gallo Garcin Gastaldi Gautier Giordano Bressy Mouret "
    "Gontard Gourdon Granier Gras Guérin Chauvet Haddad Hermitte Honnorat Imbert Isnard Issartel Jauffret "
    "Jourdan Jullien Lambert Laugier Lantéri Lieutaud Lombard Longo Maurel Maurin Meissonnier Mercier "
    "Meyer Michelis Mille Mistral Monnier Morel Moulin Nègre Nicolaï Olive Icard Pagès Pastorel Paulet "
    "Pellegrin Peyron Piquet Ponzio Pourrière Raibaud Rambaud Raynaud Reboul Revest Ricard Rigaud Rippert "
    "Robin Rolland Rostan Roubaud Roux Sabatier Pélissier Saurin Sauvaire Savornin Scotto Sauze Silvestre "
    "Simonin Sube Tardieu Taxil Tognetti Trémoulet Tronc Vidal Vial Viguier Villard Zunino "
)


def noms(combien: int) -> list[tuple[str, str]]:
    """First names and surnames, a woman then a man; each surname is given once."""
    draw = Random(93)
    femmes, hommes = FEMMES.split(), HOMMES.split()
    familles = draw.sample(FAMILLES.split(), combien)
    draw.shuffle(femmes)
    draw.shuffle(hommes)
    prenoms = [(femmes, hommes)[rank % 2][rank // 2 % 70] for rank in range(combien)]
    return list(zip(prenoms, familles, strict=True))
