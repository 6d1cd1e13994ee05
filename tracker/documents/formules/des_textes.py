"""The letters about a text: to its rapporteur, then to each of those whom it is owed to."""

from tracker.procedure.texte import DESTINATAIRES

from .communs import APPEL, CIVILITE, POLITESSE, POLITESSE_A_UN_MEMBRE, SIGNATURE, adresse
from .modele import Emplacement, Fixe, Modele

GROUPE = "Le texte"

CADRAGE = Modele(
    "cadrage",
    "Lettre de cadrage",
    GROUPE,
    "Pour chaque rapporteur, dès sa désignation, sur la page du texte",
    (
        CIVILITE,
        Emplacement(
            "ouverture",
            "Ouverture",
            "La commission vous a confié le rapport du texte dont les références suivent. Je vous en remercie. Cette "
            "lettre dit ce que l’assemblée en attend et pour quand.",
        ),
        Fixe("references", "Les références : le titre, la nature, la saisine, la commission, les rapporteurs"),
        Emplacement("question", "Avant la question", "La question posée est la suivante."),
        Fixe("question_posee", "L’objet de chaque saisine, et ses précisions"),
        Emplacement(
            "attendu",
            "Ce qui est attendu",
            "Le projet expose la question, ce que la commission a entendu et constaté, puis ses préconisations : "
            "chacune est numérotée et nomme à qui elle s’adresse. Les positions minoritaires y sont mentionnées.",
        ),
        Fixe("calendrier", "Les dates à tenir, et d’où chacune vient"),
        Emplacement(
            "moyens",
            "Les moyens",
            "Le secrétariat général vous assiste dans les auditions et dans la rédaction. Le texte s’écrit à l’adresse "
            "suivante, où la commission le lit et le commente.",
        ),
        Fixe("page_du_texte", "L’adresse de la page du texte"),
        POLITESSE_A_UN_MEMBRE,
        SIGNATURE,
    ),
)

#: What opens the letter to each, and what it ends with: the law does not say the same of all of them (R. 4134-13).
A_QUI = {
    "president_region": (
        "Présidence du conseil régional",
        "J’ai l’honneur de vous transmettre le texte dont les références suivent, en réponse à votre saisine ou à "
        "l’initiative de notre assemblée.",
        "Son rapporteur se tient prêt à l’exposer devant la commission compétente du conseil régional (CGCT, art. "
        "L. 4241-2). Notre assemblée serait heureuse de connaître les suites que vous lui donnerez.",
    ),
    "conseil_regional": (
        "Conseil régional",
        "J’ai l’honneur de transmettre au conseil régional le texte dont les références suivent, à l’attention de ses "
        "membres et de ses commissions.",
        "Son rapporteur se tient prêt à l’exposer devant la commission compétente (CGCT, art. L. 4241-2).",
    ),
    "cese": (
        "Conseil économique, social et environnemental\n9, place d’Iéna\n75775 Paris cedex 16",
        "J’ai l’honneur de vous transmettre le texte dont les références suivent, que notre assemblée vient d’adopter.",
        "Nous restons à votre disposition pour en partager les constats.",
    ),
    "prefet": (
        "Préfecture de région",
        "J’ai l’honneur de porter à votre connaissance le texte dont les références suivent, que notre assemblée vient "
        "d’adopter.",
        "Nous restons à votre disposition pour en partager les constats.",
    ),
    "autre": (
        "",
        "J’ai l’honneur de vous transmettre le texte dont les références suivent, que notre assemblée vient d’adopter.",
        "Nous restons à votre disposition pour en partager les constats.",
    ),
}
NOMS = {**DESTINATAIRES, "autre": "autre destinataire"}


def _transmission(a: str) -> Modele:
    lines, opening, ending = A_QUI[a]
    return Modele(
        f"transmission_{a}",
        "Transmission d’un texte adopté",
        GROUPE,
        "Une fois le texte signé, sur sa page",
        (
            *((adresse(lines),) if lines else ()),
            APPEL,
            Emplacement("ouverture", "Ouverture", opening),
            Fixe("references", "Les références : le titre, le numéro, l’adoption, la signature, les saisines"),
            Fixe("vote", "Le résultat du vote, et ce qui est dit des positions minoritaires"),
            Emplacement("suite", "Avant la politesse", ending),
            POLITESSE,
            SIGNATURE,
        ),
        f"{NOMS[a][:1].lower()}{NOMS[a][1:]}",
    )


TRANSMISSIONS = {a: _transmission(a) for a in A_QUI}
MODELES = (CADRAGE, *TRANSMISSIONS.values())
