"""The text in full: versions in blocks, drafts, remarks, parts, amendments, models, letterhead, editions."""

import hashlib
import json
from collections import Counter

import sqlalchemy as sa
from alembic import op

from tracker.prose.blocs import ecrire_bloc, en_json
from tracker.prose.lecture import lire

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ANCIENS_ETATS = (
    "redaction",
    "en_commission",
    "arrete",
    "en_bureau",
    "pret",
    "inscrit",
    "adopte",
    "rejete",
    "signe",
    "transmis",
    "publie",
    "positions_publiees",
    "abandonne",
    "repris",
)
ETATS = (*ANCIENS_ETATS, "integre", "dispense")
ORIGINES = ("redaction", "word", "suggestion", "assemblage", "amendements", "erratum", "archive")
INSTANT = sa.DateTime(timezone=True)
UN_OBJET = " + ".join(
    f"(CASE WHEN {name} IS NULL THEN 0 ELSE 1 END)" for name in ("saisine_id", "texte_id", "seance_id")
)
#: In the order in which they are made.
TABLES = (
    "formules",
    "modeles",
    "papiers",
    "illustrations",
    "visites",
    "amendements",
    "apports",
    "brouillons",
    "commentaires",
    "editions",
    "integrations",
    "preconisations",
    "suggestions",
    "avis_sur_amendements",
    "cosignatures",
)


def _parmi(column: str, values: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


def upgrade() -> None:
    _textes()
    _versions()
    _creer()
    _actes_et_scrutins()
    _editions()


def _textes() -> None:
    with op.batch_alter_table("textes") as batch:
        batch.add_column(sa.Column("ensemble_id", sa.Integer()))
        batch.add_column(sa.Column("rang", sa.Integer()))
        batch.create_foreign_key(op.f("fk_textes_ensemble_id"), "textes", ["ensemble_id"], ["id"])
        batch.create_check_constraint(op.f("ck_textes_partie"), "(ensemble_id IS NULL) = (rang IS NULL)")
        batch.drop_constraint(op.f("ck_textes_etat"), type_="check")
        batch.create_check_constraint(op.f("ck_textes_etat"), _parmi("etat", ETATS))
    op.create_index(op.f("ix_textes_ensemble_id"), "textes", ["ensemble_id"])


def _versions() -> None:
    """Each version is read into blocks; its words and their hash stay as they were voted."""
    with op.batch_alter_table("versions") as batch:
        batch.add_column(sa.Column("blocs", sa.JSON(none_as_null=True)))
        batch.add_column(sa.Column("origine", sa.String(20), nullable=False, server_default="redaction"))
        batch.create_check_constraint(op.f("ck_versions_origine"), _parmi("origine", ORIGINES))
    bind = op.get_bind()
    for key in bind.execute(sa.text("SELECT id FROM versions ORDER BY id")).scalars().all():
        words = bind.execute(sa.text("SELECT contenu FROM versions WHERE id = :id"), {"id": key}).scalar_one()
        bind.execute(
            sa.text("UPDATE versions SET blocs = :blocs WHERE id = :id"), {"blocs": json.dumps(_lus(words)), "id": key}
        )
    with op.batch_alter_table("versions") as batch:
        batch.alter_column("blocs", existing_type=sa.JSON(), nullable=False)
        batch.alter_column("origine", existing_type=sa.String(20), server_default=None)


def _lus(words: str) -> list[dict[str, object]]:
    """The blocks of a version; the same words have the same identity from one version to the next."""
    seen: Counter[str] = Counter()
    kept = []
    read = lire(words)
    for bloc, plain in zip(read, en_json(read), strict=True):
        mark = hashlib.sha256(f"{bloc.genre}\n{ecrire_bloc(bloc)}".encode()).hexdigest()[:12]
        seen[mark] += 1
        kept.append(plain | {"id": mark if seen[mark] == 1 else f"{mark}{seen[mark]}"})
    return kept


def _actes_et_scrutins() -> None:
    with op.batch_alter_table("actes") as batch:
        batch.add_column(sa.Column("amendement_id", sa.Integer()))
        batch.create_foreign_key(op.f("fk_actes_amendement_id"), "amendements", ["amendement_id"], ["id"])
        batch.drop_constraint(op.f("ck_actes_un_objet"), type_="check")
        batch.create_check_constraint(
            op.f("ck_actes_un_objet"), f"{UN_OBJET} + (CASE WHEN amendement_id IS NULL THEN 0 ELSE 1 END) = 1"
        )
    op.create_index("ix_actes_amendement_id_id", "actes", ["amendement_id", "id"])
    with op.batch_alter_table("scrutins") as batch:
        batch.add_column(sa.Column("amendement_id", sa.Integer()))
        batch.create_foreign_key(op.f("fk_scrutins_amendement_id"), "amendements", ["amendement_id"], ["id"])
        batch.create_check_constraint(
            op.f("ck_scrutins_amendement"), "amendement_id IS NULL OR (texte_id IS NULL AND point_id IS NOT NULL)"
        )
    op.create_index(op.f("ix_scrutins_amendement_id"), "scrutins", ["amendement_id"])


def _editions() -> None:
    """What was signed before has its first edition: the file it was signed as, by hand."""
    op.execute(
        "INSERT INTO editions (texte_id, rang, version_id, fichier_id, motif, preparee_le, signee_le, mode) "
        "SELECT id, 1, version_id, document_id, '', cree_le, COALESCE(signe_le, adopte_le), 'manuscrite' FROM textes "
        "WHERE etat IN ('signe', 'transmis', 'publie') AND version_id IS NOT NULL"
    )


def downgrade() -> None:
    # The older schema knows neither amendments, nor their ballots, nor parts that wait for a whole.
    op.execute(
        "UPDATE actes SET entraine_par_id = NULL WHERE entraine_par_id IN "
        "(SELECT id FROM actes WHERE amendement_id IS NOT NULL)"
    )
    op.execute("DELETE FROM actes WHERE amendement_id IS NOT NULL")
    for table in ("voix", "signatures", "electeurs", "comptages", "bulletins", "suffrages"):
        op.execute(f"DELETE FROM {table} WHERE scrutin_id IN (SELECT id FROM scrutins WHERE amendement_id IS NOT NULL)")
    op.execute("DELETE FROM scrutins WHERE amendement_id IS NOT NULL")
    op.execute("UPDATE textes SET etat = 'abandonne' WHERE etat IN ('integre', 'dispense')")
    op.execute("UPDATE actes SET vers = 'abandonne' WHERE texte_id IS NOT NULL AND vers IN ('integre', 'dispense')")
    op.execute("UPDATE actes SET de = 'abandonne' WHERE texte_id IS NOT NULL AND de IN ('integre', 'dispense')")
    _actes_et_scrutins_d_avant()
    for table in reversed(TABLES):
        op.drop_table(table)
    with op.batch_alter_table("versions") as batch:
        batch.drop_constraint(op.f("ck_versions_origine"), type_="check")
        batch.drop_column("blocs")
        batch.drop_column("origine")
    op.drop_index(op.f("ix_textes_ensemble_id"), "textes")
    with op.batch_alter_table("textes") as batch:
        batch.drop_constraint(op.f("ck_textes_partie"), type_="check")
        batch.drop_constraint(op.f("ck_textes_etat"), type_="check")
        batch.create_check_constraint(op.f("ck_textes_etat"), _parmi("etat", ANCIENS_ETATS))
        batch.drop_constraint(op.f("fk_textes_ensemble_id"), type_="foreignkey")
        batch.drop_column("ensemble_id")
        batch.drop_column("rang")


def _actes_et_scrutins_d_avant() -> None:
    op.drop_index("ix_actes_amendement_id_id", "actes")
    with op.batch_alter_table("actes") as batch:
        batch.drop_constraint(op.f("ck_actes_un_objet"), type_="check")
        batch.drop_constraint(op.f("fk_actes_amendement_id"), type_="foreignkey")
        batch.drop_column("amendement_id")
        batch.create_check_constraint(op.f("ck_actes_un_objet"), f"{UN_OBJET} = 1")
    op.drop_index(op.f("ix_scrutins_amendement_id"), "scrutins")
    with op.batch_alter_table("scrutins") as batch:
        batch.drop_constraint(op.f("ck_scrutins_amendement"), type_="check")
        batch.drop_constraint(op.f("fk_scrutins_amendement_id"), type_="foreignkey")
        batch.drop_column("amendement_id")


def _creer() -> None:
    op.create_table(
        "formules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("emplacement", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("auteur_id", sa.Integer()),
        sa.Column("le", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["auteur_id"], ["personnes.id"], name=op.f("fk_formules_auteur_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_formules")),
        sa.UniqueConstraint("document", "emplacement", name=op.f("uq_formules_document_emplacement")),
    )
    op.create_index(op.f("ix_formules_auteur_id"), "formules", ["auteur_id"])
    op.create_table(
        "modeles",
        sa.Column("nature", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("blocs", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("auteur_id", sa.Integer()),
        sa.Column("le", INSTANT, nullable=False),
        sa.CheckConstraint(
            "nature IN ('avis', 'rapport', 'rapport_avis', 'etude', 'contribution', 'voeu', 'motion', 'evaluation', 'expression', 'devoir_de_suite', 'note', 'communication')",
            name=op.f("ck_modeles_nature"),
        ),
        sa.ForeignKeyConstraint(["auteur_id"], ["personnes.id"], name=op.f("fk_modeles_auteur_id")),
        sa.PrimaryKeyConstraint("nature", name=op.f("pk_modeles")),
    )
    op.create_index(op.f("ix_modeles_auteur_id"), "modeles", ["auteur_id"])
    op.create_table(
        "papiers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("logo_id", sa.Integer()),
        sa.Column("lignes", sa.Text(), nullable=False),
        sa.Column("pied", sa.String(length=300), nullable=False),
        sa.Column("auteur_id", sa.Integer()),
        sa.Column("le", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["auteur_id"], ["personnes.id"], name=op.f("fk_papiers_auteur_id")),
        sa.ForeignKeyConstraint(["logo_id"], ["fichiers.id"], name=op.f("fk_papiers_logo_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papiers")),
    )
    op.create_index(op.f("ix_papiers_auteur_id"), "papiers", ["auteur_id"])
    op.create_table(
        "illustrations",
        sa.Column("texte_id", sa.Integer(), nullable=False),
        sa.Column("fichier_id", sa.Integer(), nullable=False),
        sa.Column("nom", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["fichier_id"], ["fichiers.id"], name=op.f("fk_illustrations_fichier_id")),
        sa.ForeignKeyConstraint(["texte_id"], ["textes.id"], name=op.f("fk_illustrations_texte_id")),
        sa.PrimaryKeyConstraint("texte_id", "fichier_id", name=op.f("pk_illustrations")),
    )
    op.create_table(
        "visites",
        sa.Column("texte_id", sa.Integer(), nullable=False),
        sa.Column("personne_id", sa.Integer(), nullable=False),
        sa.Column("vue_le", INSTANT, nullable=False),
        sa.Column("bloc", sa.String(length=32), nullable=False),
        sa.Column("ecrit", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["personne_id"], ["personnes.id"], name=op.f("fk_visites_personne_id")),
        sa.ForeignKeyConstraint(["texte_id"], ["textes.id"], name=op.f("fk_visites_texte_id")),
        sa.PrimaryKeyConstraint("texte_id", "personne_id", name=op.f("pk_visites")),
    )
    op.create_index(op.f("ix_visites_personne_id"), "visites", ["personne_id"])
    op.create_table(
        "amendements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("etat", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("texte_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer()),
        sa.Column("geste", sa.String(length=15), nullable=False),
        sa.Column("bloc", sa.String(length=32), nullable=False),
        sa.Column("apres", sa.String(length=32), nullable=False),
        sa.Column("blocs", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("expose", sa.Text(), nullable=False),
        sa.Column("qualite", sa.String(length=15), nullable=False),
        sa.Column("groupe_id", sa.Integer()),
        sa.Column("college_id", sa.Integer()),
        sa.Column("instance_id", sa.Integer()),
        sa.Column("depose_par_id", sa.Integer(), nullable=False),
        sa.Column("depose_le", INSTANT, nullable=False),
        sa.Column("en_seance", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "etat IN ('depose', 'recevable', 'irrecevable', 'accepte', 'ecarte', 'adopte', 'rejete', 'retire', 'tombe', 'integre')",
            name=op.f("ck_amendements_etat"),
        ),
        sa.CheckConstraint(
            "geste IN ('remplacer', 'ajouter', 'supprimer', 'deplacer')", name=op.f("ck_amendements_geste")
        ),
        sa.CheckConstraint("qualite <> 'college' OR college_id IS NOT NULL", name=op.f("ck_amendements_college")),
        sa.CheckConstraint(
            "qualite <> 'commission' OR instance_id IS NOT NULL", name=op.f("ck_amendements_commission")
        ),
        sa.CheckConstraint("qualite <> 'groupe' OR groupe_id IS NOT NULL", name=op.f("ck_amendements_groupe")),
        sa.CheckConstraint(
            "qualite IN ('membre', 'groupe', 'college', 'commission', 'bureau')", name=op.f("ck_amendements_qualite")
        ),
        sa.ForeignKeyConstraint(["college_id"], ["colleges.id"], name=op.f("fk_amendements_college_id")),
        sa.ForeignKeyConstraint(["depose_par_id"], ["personnes.id"], name=op.f("fk_amendements_depose_par_id")),
        sa.ForeignKeyConstraint(["groupe_id"], ["groupes.id"], name=op.f("fk_amendements_groupe_id")),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name=op.f("fk_amendements_instance_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["amendements.id"], name=op.f("fk_amendements_parent_id")),
        sa.ForeignKeyConstraint(["texte_id"], ["textes.id"], name=op.f("fk_amendements_texte_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_amendements_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendements")),
        sa.UniqueConstraint("texte_id", "numero", name=op.f("uq_amendements_texte_id_numero")),
    )
    op.create_index(op.f("ix_amendements_depose_par_id"), "amendements", ["depose_par_id"])
    op.create_index(op.f("ix_amendements_parent_id"), "amendements", ["parent_id"])
    op.create_index("ix_amendements_texte_id_etat", "amendements", ["texte_id", "etat"])
    op.create_table(
        "apports",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("partie_id", sa.Integer(), nullable=False),
        sa.Column("apportee_id", sa.Integer(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("auteurs", sa.Text(), nullable=False),
        sa.Column("commission", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["apportee_id"], ["versions.id"], name=op.f("fk_apports_apportee_id")),
        sa.ForeignKeyConstraint(["partie_id"], ["textes.id"], name=op.f("fk_apports_partie_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_apports_version_id")),
        sa.PrimaryKeyConstraint("version_id", "partie_id", name=op.f("pk_apports")),
    )
    op.create_index(op.f("ix_apports_partie_id"), "apports", ["partie_id"])
    op.create_table(
        "brouillons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("texte_id", sa.Integer(), nullable=False),
        sa.Column("personne_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("blocs", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("precedent", sa.JSON(none_as_null=True)),
        sa.Column("origine", sa.String(length=20), nullable=False),
        sa.Column("le", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["personne_id"], ["personnes.id"], name=op.f("fk_brouillons_personne_id")),
        sa.ForeignKeyConstraint(["texte_id"], ["textes.id"], name=op.f("fk_brouillons_texte_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_brouillons_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brouillons")),
        sa.UniqueConstraint("texte_id", "personne_id", name=op.f("uq_brouillons_texte_id_personne_id")),
    )
    op.create_index(op.f("ix_brouillons_personne_id"), "brouillons", ["personne_id"])
    op.create_table(
        "commentaires",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("texte_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer()),
        sa.Column("bloc", sa.String(length=32), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer()),
        sa.Column("audience", sa.String(length=15), nullable=False),
        sa.Column("contenu", sa.Text(), nullable=False),
        sa.Column("auteur_id", sa.Integer(), nullable=False),
        sa.Column("le", INSTANT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("resolu_le", INSTANT),
        sa.Column("resolu_par_id", sa.Integer()),
        sa.Column("rouvert_le", INSTANT),
        sa.Column("rouvert_par_id", sa.Integer()),
        sa.CheckConstraint("audience IN ('auteurs', 'commission', 'bureau')", name=op.f("ck_commentaires_audience")),
        sa.CheckConstraint("(resolu_le IS NULL) = (resolu_par_id IS NULL)", name=op.f("ck_commentaires_resolu")),
        sa.CheckConstraint("(rouvert_le IS NULL) = (rouvert_par_id IS NULL)", name=op.f("ck_commentaires_rouvert")),
        sa.CheckConstraint(
            "rouvert_le IS NULL OR resolu_le IS NOT NULL", name=op.f("ck_commentaires_rouvert_apres")
        ),
        sa.ForeignKeyConstraint(["auteur_id"], ["personnes.id"], name=op.f("fk_commentaires_auteur_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["commentaires.id"], name=op.f("fk_commentaires_parent_id")),
        sa.ForeignKeyConstraint(["resolu_par_id"], ["personnes.id"], name=op.f("fk_commentaires_resolu_par_id")),
        sa.ForeignKeyConstraint(["rouvert_par_id"], ["personnes.id"], name=op.f("fk_commentaires_rouvert_par_id")),
        sa.ForeignKeyConstraint(["texte_id"], ["textes.id"], name=op.f("fk_commentaires_texte_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_commentaires_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commentaires")),
    )
    op.create_index(op.f("ix_commentaires_auteur_id"), "commentaires", ["auteur_id"])
    op.create_index(op.f("ix_commentaires_parent_id"), "commentaires", ["parent_id"])
    op.create_index("ix_commentaires_texte_id_bloc", "commentaires", ["texte_id", "bloc"])
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("texte_id", sa.Integer(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("fichier_id", sa.Integer(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("preparee_le", INSTANT, nullable=False),
        sa.Column("preparee_par_id", sa.Integer()),
        sa.Column("signee_le", sa.Date()),
        sa.Column("mode", sa.String(length=15)),
        sa.Column("scan_id", sa.Integer()),
        sa.CheckConstraint("mode IN ('certificat', 'manuscrite')", name=op.f("ck_editions_mode")),
        sa.CheckConstraint("rang = 1 OR motif <> ''", name=op.f("ck_editions_motif")),
        sa.CheckConstraint("signee_le IS NULL OR mode IS NOT NULL", name=op.f("ck_editions_signee")),
        sa.ForeignKeyConstraint(["fichier_id"], ["fichiers.id"], name=op.f("fk_editions_fichier_id")),
        sa.ForeignKeyConstraint(["preparee_par_id"], ["personnes.id"], name=op.f("fk_editions_preparee_par_id")),
        sa.ForeignKeyConstraint(["scan_id"], ["fichiers.id"], name=op.f("fk_editions_scan_id")),
        sa.ForeignKeyConstraint(["texte_id"], ["textes.id"], name=op.f("fk_editions_texte_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_editions_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("texte_id", "rang", name=op.f("uq_editions_texte_id_rang")),
    )
    op.create_index(op.f("ix_editions_preparee_par_id"), "editions", ["preparee_par_id"])
    op.create_index(
        "uq_editions_en_attente",
        "editions",
        ["texte_id"],
        unique=True,
        sqlite_where=sa.text("signee_le IS NULL"),
        postgresql_where=sa.text("signee_le IS NULL"),
    )
    op.create_table(
        "integrations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("texte_id", sa.Integer(), nullable=False),
        sa.Column("avant_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("par_id", sa.Integer(), nullable=False),
        sa.Column("le", INSTANT),
        sa.Column("controle_par_id", sa.Integer()),
        sa.Column("controle_le", INSTANT),
        sa.Column("tranchees", sa.JSON(), nullable=False),
        sa.Column("annulee_le", INSTANT),
        sa.CheckConstraint(
            "(controle_par_id IS NULL) = (controle_le IS NULL)", name=op.f("ck_integrations_controle_le")
        ),
        sa.CheckConstraint(
            "controle_par_id IS NULL OR controle_par_id <> par_id", name=op.f("ck_integrations_seconde_personne")
        ),
        sa.ForeignKeyConstraint(["avant_id"], ["versions.id"], name=op.f("fk_integrations_avant_id")),
        sa.ForeignKeyConstraint(["controle_par_id"], ["personnes.id"], name=op.f("fk_integrations_controle_par_id")),
        sa.ForeignKeyConstraint(["par_id"], ["personnes.id"], name=op.f("fk_integrations_par_id")),
        sa.ForeignKeyConstraint(["texte_id"], ["textes.id"], name=op.f("fk_integrations_texte_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_integrations_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_integrations")),
    )
    op.create_index(op.f("ix_integrations_controle_par_id"), "integrations", ["controle_par_id"])
    op.create_index(op.f("ix_integrations_par_id"), "integrations", ["par_id"])
    op.create_index(op.f("ix_integrations_texte_id"), "integrations", ["texte_id"])
    op.create_table(
        "preconisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("texte_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("bloc", sa.String(length=32), nullable=False),
        sa.Column("destinataire", sa.String(length=300), nullable=False),
        sa.Column("contenu", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["texte_id"], ["textes.id"], name=op.f("fk_preconisations_texte_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_preconisations_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preconisations")),
        sa.UniqueConstraint("texte_id", "numero", name=op.f("uq_preconisations_texte_id_numero")),
    )
    op.create_table(
        "suggestions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("texte_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("geste", sa.String(length=15), nullable=False),
        sa.Column("bloc", sa.String(length=32), nullable=False),
        sa.Column("apres", sa.String(length=32), nullable=False),
        sa.Column("blocs", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=15), nullable=False),
        sa.Column("auteur_id", sa.Integer(), nullable=False),
        sa.Column("le", INSTANT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(length=15), nullable=False),
        sa.Column("decidee_le", INSTANT),
        sa.Column("decidee_par_id", sa.Integer()),
        sa.Column("reponse", sa.Text(), nullable=False),
        sa.Column("resultat_id", sa.Integer()),
        sa.CheckConstraint("(sort = 'proposee') = (decidee_le IS NULL)", name=op.f("ck_suggestions_decidee_le")),
        sa.CheckConstraint("audience IN ('auteurs', 'commission', 'bureau')", name=op.f("ck_suggestions_audience")),
        sa.CheckConstraint(
            "geste IN ('remplacer', 'ajouter', 'supprimer', 'deplacer')", name=op.f("ck_suggestions_geste")
        ),
        sa.CheckConstraint("sort IN ('proposee', 'acceptee', 'refusee', 'retiree')", name=op.f("ck_suggestions_sort")),
        sa.ForeignKeyConstraint(["auteur_id"], ["personnes.id"], name=op.f("fk_suggestions_auteur_id")),
        sa.ForeignKeyConstraint(["decidee_par_id"], ["personnes.id"], name=op.f("fk_suggestions_decidee_par_id")),
        sa.ForeignKeyConstraint(["resultat_id"], ["versions.id"], name=op.f("fk_suggestions_resultat_id")),
        sa.ForeignKeyConstraint(["texte_id"], ["textes.id"], name=op.f("fk_suggestions_texte_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_suggestions_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
    )
    op.create_index(op.f("ix_suggestions_auteur_id"), "suggestions", ["auteur_id"])
    op.create_index(op.f("ix_suggestions_texte_id"), "suggestions", ["texte_id"])
    op.create_table(
        "avis_sur_amendements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("amendement_id", sa.Integer(), nullable=False),
        sa.Column("origine", sa.String(length=15), nullable=False),
        sa.Column("sens", sa.String(length=20), nullable=False),
        sa.Column("blocs", sa.JSON(none_as_null=True)),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("auteur_id", sa.Integer(), nullable=False),
        sa.Column("le", INSTANT, nullable=False),
        sa.CheckConstraint(
            "(sens = 'favorable_modifie') = (blocs IS NOT NULL)", name=op.f("ck_avis_sur_amendements_blocs")
        ),
        sa.CheckConstraint("origine IN ('rapporteur', 'commission')", name=op.f("ck_avis_sur_amendements_origine")),
        sa.CheckConstraint(
            "sens IN ('favorable', 'favorable_modifie', 'defavorable')", name=op.f("ck_avis_sur_amendements_sens")
        ),
        sa.ForeignKeyConstraint(
            ["amendement_id"], ["amendements.id"], name=op.f("fk_avis_sur_amendements_amendement_id")
        ),
        sa.ForeignKeyConstraint(["auteur_id"], ["personnes.id"], name=op.f("fk_avis_sur_amendements_auteur_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_avis_sur_amendements")),
        sa.UniqueConstraint("amendement_id", "origine", name=op.f("uq_avis_sur_amendements_amendement_id_origine")),
    )
    op.create_index(op.f("ix_avis_sur_amendements_auteur_id"), "avis_sur_amendements", ["auteur_id"])
    op.create_table(
        "cosignatures",
        sa.Column("amendement_id", sa.Integer(), nullable=False),
        sa.Column("personne_id", sa.Integer(), nullable=False),
        sa.Column("le", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["amendement_id"], ["amendements.id"], name=op.f("fk_cosignatures_amendement_id")),
        sa.ForeignKeyConstraint(["personne_id"], ["personnes.id"], name=op.f("fk_cosignatures_personne_id")),
        sa.PrimaryKeyConstraint("amendement_id", "personne_id", name=op.f("pk_cosignatures")),
    )
    op.create_index(op.f("ix_cosignatures_personne_id"), "cosignatures", ["personne_id"])
