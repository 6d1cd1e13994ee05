"""The sitting in full: notices, roll with its hours, proxies, ballots and their papers, speakers, minutes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ETATS = (
    "projetee",
    "convoquee",
    "ouverte",
    "levee",
    "pv_projet",
    "pv_adopte",
    "pv_signe",
    "carence",
    "annulee",
)
ANCIENS_ETATS = ("projetee", "convoquee", "ouverte", "levee", "carence", "annulee")
POINTS = (
    "texte",
    "proces_verbal",
    "election",
    "communication",
    "audition",
    "compte_rendu",
    "question",
    "pause",
)
MODES = ("main_levee", "nominal", "secret_papier", "secret_appareil")
POSITIONS = ("minoritaire", "explication")
INSTANT = sa.DateTime(timezone=True)


def _parmi(column: str, values: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


def upgrade() -> None:
    _creer()
    _points()
    _positions()
    _scrutins()
    _seances()


def _creer() -> None:
    op.create_table(
        "convocations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seance_id", sa.Integer(), nullable=False),
        sa.Column("personne_id", sa.Integer(), nullable=False),
        sa.Column("courrier_id", sa.Integer()),
        sa.Column("rappel_id", sa.Integer()),
        sa.Column("emise_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remise_le", sa.DateTime(timezone=True)),
        sa.Column("remise", sa.String(10)),
        sa.Column("ouverte_le", sa.DateTime(timezone=True)),
        sa.Column("lue_le", sa.DateTime(timezone=True)),
        sa.Column("reponse", sa.String(10)),
        sa.Column("motif", sa.String(300), nullable=False),
        sa.Column("repondu_le", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "reponse IN ('present', 'distance', 'excuse', 'pouvoir')", name=op.f("ck_convocations_reponse")
        ),
        sa.CheckConstraint("(reponse IS NULL) = (repondu_le IS NULL)", name=op.f("ck_convocations_repondu_le")),
        sa.CheckConstraint("remise IN ('main', 'poste')", name=op.f("ck_convocations_remise")),
        sa.CheckConstraint("(remise IS NULL) = (remise_le IS NULL)", name=op.f("ck_convocations_remise_le")),
        sa.CheckConstraint("lue_le IS NULL OR ouverte_le IS NOT NULL", name=op.f("ck_convocations_lue_le")),
        sa.ForeignKeyConstraint(["courrier_id"], ["courriers.id"], name=op.f("fk_convocations_courrier_id")),
        sa.ForeignKeyConstraint(["rappel_id"], ["courriers.id"], name=op.f("fk_convocations_rappel_id")),
        sa.ForeignKeyConstraint(["personne_id"], ["personnes.id"], name=op.f("fk_convocations_personne_id")),
        sa.ForeignKeyConstraint(["seance_id"], ["seances.id"], name=op.f("fk_convocations_seance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_convocations")),
        sa.UniqueConstraint("seance_id", "personne_id", name=op.f("uq_convocations_seance_id_personne_id")),
    )
    op.create_index(op.f("ix_convocations_personne_id"), "convocations", ["personne_id"])

    op.create_table(
        "emargements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seance_id", sa.Integer(), nullable=False),
        sa.Column("personne_id", sa.Integer(), nullable=False),
        sa.Column("sens", sa.String(10), nullable=False),
        sa.Column("lieu", sa.String(10), nullable=False),
        sa.Column("moyen", sa.String(15), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("par_id", sa.Integer()),
        sa.Column("raye_le", sa.DateTime(timezone=True)),
        sa.Column("raye_par_id", sa.Integer()),
        sa.CheckConstraint("(raye_le IS NULL) = (raye_par_id IS NULL)", name=op.f("ck_emargements_raye_le")),
        sa.CheckConstraint("lieu IN ('salle', 'distance')", name=op.f("ck_emargements_lieu")),
        sa.CheckConstraint("moyen IN ('secretariat', 'code', 'appareil')", name=op.f("ck_emargements_moyen")),
        sa.CheckConstraint("sens IN ('arrivee', 'depart')", name=op.f("ck_emargements_sens")),
        sa.ForeignKeyConstraint(["par_id"], ["personnes.id"], name=op.f("fk_emargements_par_id")),
        sa.ForeignKeyConstraint(["personne_id"], ["personnes.id"], name=op.f("fk_emargements_personne_id")),
        sa.ForeignKeyConstraint(["raye_par_id"], ["personnes.id"], name=op.f("fk_emargements_raye_par_id")),
        sa.ForeignKeyConstraint(["seance_id"], ["seances.id"], name=op.f("fk_emargements_seance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emargements")),
    )
    op.create_index(op.f("ix_emargements_par_id"), "emargements", ["par_id"])
    op.create_index(op.f("ix_emargements_personne_id"), "emargements", ["personne_id"])
    op.create_index(op.f("ix_emargements_raye_par_id"), "emargements", ["raye_par_id"])
    op.create_index(op.f("ix_emargements_seance_id_personne_id"), "emargements", ["seance_id", "personne_id"])

    op.create_table(
        "interruptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seance_id", sa.Integer(), nullable=False),
        sa.Column("debut", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reprise_prevue", sa.DateTime(timezone=True)),
        sa.Column("fin", sa.DateTime(timezone=True)),
        sa.Column("motif", sa.String(300), nullable=False),
        sa.ForeignKeyConstraint(["seance_id"], ["seances.id"], name=op.f("fk_interruptions_seance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interruptions")),
    )
    op.create_index(op.f("ix_interruptions_seance_id"), "interruptions", ["seance_id"])
    op.create_index(
        op.f("uq_interruptions_ouverte"),
        "interruptions",
        ["seance_id"],
        unique=True,
        sqlite_where=sa.text("fin IS NULL"),
        postgresql_where=sa.text("fin IS NULL"),
    )

    op.create_table(
        "proces_verbaux",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seance_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("ouverture", sa.Text(), nullable=False),
        sa.Column("cloture", sa.Text(), nullable=False),
        sa.Column("etabli_par_id", sa.Integer()),
        sa.Column("etabli_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approuve_le", sa.Date()),
        sa.Column("approuve_en_id", sa.Integer()),
        sa.Column("document_id", sa.Integer()),
        sa.Column("signe_le", sa.Date()),
        sa.ForeignKeyConstraint(["approuve_en_id"], ["seances.id"], name=op.f("fk_proces_verbaux_approuve_en_id")),
        sa.ForeignKeyConstraint(["document_id"], ["fichiers.id"], name=op.f("fk_proces_verbaux_document_id")),
        sa.ForeignKeyConstraint(["etabli_par_id"], ["personnes.id"], name=op.f("fk_proces_verbaux_etabli_par_id")),
        sa.ForeignKeyConstraint(["seance_id"], ["seances.id"], name=op.f("fk_proces_verbaux_seance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proces_verbaux")),
        sa.UniqueConstraint("seance_id", name=op.f("uq_proces_verbaux_seance_id")),
    )
    op.create_index(op.f("ix_proces_verbaux_etabli_par_id"), "proces_verbaux", ["etabli_par_id"])

    op.create_table(
        "candidatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("nom", sa.String(200), nullable=False),
        sa.Column("personne_id", sa.Integer()),
        sa.Column("retiree_le", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["personne_id"], ["personnes.id"], name=op.f("fk_candidatures_personne_id")),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_candidatures_point_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidatures")),
        sa.UniqueConstraint("point_id", "nom", name=op.f("uq_candidatures_point_id_nom")),
    )
    op.create_index(op.f("ix_candidatures_personne_id"), "candidatures", ["personne_id"])

    op.create_table(
        "orateurs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seance_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer()),
        sa.Column("personne_id", sa.Integer()),
        sa.Column("nom", sa.String(200), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("demande_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("commence_le", sa.DateTime(timezone=True)),
        sa.Column("fini_le", sa.DateTime(timezone=True)),
        sa.CheckConstraint("fini_le IS NULL OR commence_le IS NOT NULL", name=op.f("ck_orateurs_fini_le")),
        sa.ForeignKeyConstraint(["personne_id"], ["personnes.id"], name=op.f("fk_orateurs_personne_id")),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_orateurs_point_id")),
        sa.ForeignKeyConstraint(["seance_id"], ["seances.id"], name=op.f("fk_orateurs_seance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orateurs")),
    )
    op.create_index(op.f("ix_orateurs_personne_id"), "orateurs", ["personne_id"])
    op.create_index(op.f("ix_orateurs_point_id"), "orateurs", ["point_id"])
    op.create_index(op.f("ix_orateurs_seance_id"), "orateurs", ["seance_id"])
    op.create_index(
        op.f("uq_orateurs_en_cours"),
        "orateurs",
        ["seance_id"],
        unique=True,
        sqlite_where=sa.text("commence_le IS NOT NULL AND fini_le IS NULL"),
        postgresql_where=sa.text("commence_le IS NOT NULL AND fini_le IS NULL"),
    )

    op.create_table(
        "pouvoirs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seance_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer()),
        sa.Column("mandant_id", sa.Integer(), nullable=False),
        sa.Column("mandataire_id", sa.Integer(), nullable=False),
        sa.Column("moyen", sa.String(10), nullable=False),
        sa.Column("donne_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("par_id", sa.Integer()),
        sa.Column("fin_le", sa.DateTime(timezone=True)),
        sa.Column("fin", sa.String(15)),
        sa.CheckConstraint("fin IN ('arrivee', 'revocation', 'erreur')", name=op.f("ck_pouvoirs_fin")),
        sa.CheckConstraint("moyen IN ('papier', 'membre')", name=op.f("ck_pouvoirs_moyen")),
        sa.CheckConstraint("(fin_le IS NULL) = (fin IS NULL)", name=op.f("ck_pouvoirs_fin_le")),
        sa.CheckConstraint("mandant_id <> mandataire_id", name=op.f("ck_pouvoirs_autrui")),
        sa.ForeignKeyConstraint(["mandant_id"], ["personnes.id"], name=op.f("fk_pouvoirs_mandant_id")),
        sa.ForeignKeyConstraint(["mandataire_id"], ["personnes.id"], name=op.f("fk_pouvoirs_mandataire_id")),
        sa.ForeignKeyConstraint(["par_id"], ["personnes.id"], name=op.f("fk_pouvoirs_par_id")),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_pouvoirs_point_id")),
        sa.ForeignKeyConstraint(["seance_id"], ["seances.id"], name=op.f("fk_pouvoirs_seance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pouvoirs")),
    )
    op.create_index(op.f("ix_pouvoirs_mandant_id"), "pouvoirs", ["mandant_id"])
    op.create_index(op.f("ix_pouvoirs_mandataire_id"), "pouvoirs", ["mandataire_id"])
    op.create_index(op.f("ix_pouvoirs_par_id"), "pouvoirs", ["par_id"])
    op.create_index(op.f("ix_pouvoirs_seance_id"), "pouvoirs", ["seance_id"])
    op.create_index(
        op.f("uq_pouvoirs_point"),
        "pouvoirs",
        ["point_id", "mandant_id"],
        unique=True,
        sqlite_where=sa.text("fin_le IS NULL"),
        postgresql_where=sa.text("fin_le IS NULL"),
    )
    op.create_index(
        op.f("uq_pouvoirs_seance"),
        "pouvoirs",
        ["seance_id", "mandant_id"],
        unique=True,
        sqlite_where=sa.text("fin_le IS NULL AND point_id IS NULL"),
        postgresql_where=sa.text("fin_le IS NULL AND point_id IS NULL"),
    )

    op.create_table(
        "bulletins",
        sa.Column("cle", sa.String(32), nullable=False),
        sa.Column("scrutin_id", sa.Integer(), nullable=False),
        sa.Column("choix", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(["scrutin_id"], ["scrutins.id"], name=op.f("fk_bulletins_scrutin_id")),
        sa.PrimaryKeyConstraint("cle", name=op.f("pk_bulletins")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_bulletins_scrutin_id"), "bulletins", ["scrutin_id"])

    op.create_table(
        "comptages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scrutin_id", sa.Integer(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("scrutateur", sa.String(200), nullable=False),
        sa.Column("saisi_par_id", sa.Integer()),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chiffres", sa.JSON(), nullable=False),
        sa.CheckConstraint("rang IN (1, 2)", name=op.f("ck_comptages_rang")),
        sa.ForeignKeyConstraint(["saisi_par_id"], ["personnes.id"], name=op.f("fk_comptages_saisi_par_id")),
        sa.ForeignKeyConstraint(["scrutin_id"], ["scrutins.id"], name=op.f("fk_comptages_scrutin_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comptages")),
        sa.UniqueConstraint("scrutin_id", "rang", name=op.f("uq_comptages_scrutin_id_rang")),
    )
    op.create_index(op.f("ix_comptages_saisi_par_id"), "comptages", ["saisi_par_id"])

    op.create_table(
        "electeurs",
        sa.Column("scrutin_id", sa.Integer(), nullable=False),
        sa.Column("personne_id", sa.Integer(), nullable=False),
        sa.Column("college_id", sa.Integer()),
        sa.Column("organisme", sa.String(200), nullable=False),
        sa.Column("groupe", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["college_id"], ["colleges.id"], name=op.f("fk_electeurs_college_id")),
        sa.ForeignKeyConstraint(["personne_id"], ["personnes.id"], name=op.f("fk_electeurs_personne_id")),
        sa.ForeignKeyConstraint(["scrutin_id"], ["scrutins.id"], name=op.f("fk_electeurs_scrutin_id")),
        sa.PrimaryKeyConstraint("scrutin_id", "personne_id", name=op.f("pk_electeurs")),
    )
    op.create_index(op.f("ix_electeurs_personne_id"), "electeurs", ["personne_id"])

    op.create_table(
        "signatures",
        sa.Column("scrutin_id", sa.Integer(), nullable=False),
        sa.Column("personne_id", sa.Integer(), nullable=False),
        sa.Column("votant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["personne_id"], ["personnes.id"], name=op.f("fk_signatures_personne_id")),
        sa.ForeignKeyConstraint(["scrutin_id"], ["scrutins.id"], name=op.f("fk_signatures_scrutin_id")),
        sa.ForeignKeyConstraint(["votant_id"], ["personnes.id"], name=op.f("fk_signatures_votant_id")),
        sa.PrimaryKeyConstraint("scrutin_id", "personne_id", name=op.f("pk_signatures")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_signatures_personne_id"), "signatures", ["personne_id"])
    op.create_index(op.f("ix_signatures_votant_id"), "signatures", ["votant_id"])

    op.create_table(
        "suffrages",
        sa.Column("scrutin_id", sa.Integer(), nullable=False),
        sa.Column("candidature_id", sa.Integer(), nullable=False),
        sa.Column("voix", sa.Integer(), nullable=False),
        sa.Column("elu", sa.Boolean(), nullable=False),
        sa.CheckConstraint("voix >= 0", name=op.f("ck_suffrages_voix")),
        sa.ForeignKeyConstraint(["candidature_id"], ["candidatures.id"], name=op.f("fk_suffrages_candidature_id")),
        sa.ForeignKeyConstraint(["scrutin_id"], ["scrutins.id"], name=op.f("fk_suffrages_scrutin_id")),
        sa.PrimaryKeyConstraint("scrutin_id", "candidature_id", name=op.f("pk_suffrages")),
    )
    op.create_table(
        "voix",
        sa.Column("scrutin_id", sa.Integer(), nullable=False),
        sa.Column("personne_id", sa.Integer(), nullable=False),
        sa.Column("votant_id", sa.Integer(), nullable=False),
        sa.Column("choix", sa.String(20), nullable=False),
        sa.Column("moyen", sa.String(10), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "choix IN ('pour', 'contre', 'abstention', 'ne_prend_pas_part')", name=op.f("ck_voix_choix")
        ),
        sa.CheckConstraint("moyen IN ('appareil', 'appel')", name=op.f("ck_voix_moyen")),
        sa.ForeignKeyConstraint(["personne_id"], ["personnes.id"], name=op.f("fk_voix_personne_id")),
        sa.ForeignKeyConstraint(["scrutin_id"], ["scrutins.id"], name=op.f("fk_voix_scrutin_id")),
        sa.ForeignKeyConstraint(["votant_id"], ["personnes.id"], name=op.f("fk_voix_votant_id")),
        sa.PrimaryKeyConstraint("scrutin_id", "personne_id", name=op.f("pk_voix")),
    )
    op.create_index(op.f("ix_voix_personne_id"), "voix", ["personne_id"])
    op.create_index(op.f("ix_voix_votant_id"), "voix", ["votant_id"])


def _points() -> None:
    with op.batch_alter_table("points") as batch:
        batch.add_column(sa.Column("genre", sa.String(20), nullable=False, server_default="texte"))
        batch.add_column(sa.Column("duree", sa.Integer()))
        batch.add_column(sa.Column("rapporteur_id", sa.Integer()))
        batch.add_column(sa.Column("reserve", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("ajoute_le", INSTANT))
        batch.add_column(sa.Column("pv_de_id", sa.Integer()))
        batch.add_column(sa.Column("rapporte_id", sa.Integer()))
        batch.add_column(sa.Column("commence_le", INSTANT))
        batch.add_column(sa.Column("termine_le", INSTANT))
        batch.add_column(sa.Column("compte_rendu", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("fonction", sa.String(40), nullable=False, server_default=""))
        batch.add_column(sa.Column("sieges", sa.Integer()))
        batch.create_foreign_key(op.f("fk_points_rapporte_id"), "textes", ["rapporte_id"], ["id"])
        batch.create_foreign_key(op.f("fk_points_rapporteur_id"), "personnes", ["rapporteur_id"], ["id"])
        batch.create_foreign_key(op.f("fk_points_pv_de_id"), "seances", ["pv_de_id"], ["id"])
        batch.create_check_constraint(op.f("ck_points_genre"), _parmi("genre", POINTS))
        batch.create_check_constraint(op.f("ck_points_duree"), "duree IS NULL OR duree > 0")
        batch.create_check_constraint(op.f("ck_points_sieges"), "sieges IS NULL OR sieges > 0")
        batch.create_check_constraint(op.f("ck_points_termine_le"), "termine_le IS NULL OR commence_le IS NOT NULL")
    # What had no text was told to the members.
    op.execute("UPDATE points SET genre = 'communication' WHERE texte_id IS NULL")
    with op.batch_alter_table("points") as batch:
        for name in ("genre", "reserve", "compte_rendu", "fonction"):
            batch.alter_column(name, server_default=None)
    for name in ("rapporte_id", "rapporteur_id"):
        op.create_index(op.f(f"ix_points_{name}"), "points", [name])


def _positions() -> None:
    with op.batch_alter_table("positions") as batch:
        batch.add_column(sa.Column("genre", sa.String(15), nullable=False, server_default="minoritaire"))
        batch.add_column(sa.Column("deposee_par_id", sa.Integer()))
        batch.add_column(sa.Column("deposee_le", INSTANT))
        batch.create_foreign_key(op.f("fk_positions_deposee_par_id"), "personnes", ["deposee_par_id"], ["id"])
        batch.create_check_constraint(op.f("ck_positions_genre"), _parmi("genre", POSITIONS))
    with op.batch_alter_table("positions") as batch:
        batch.alter_column("genre", server_default=None)
    op.create_index(op.f("ix_positions_deposee_par_id"), "positions", ["deposee_par_id"])


def _scrutins() -> None:
    with op.batch_alter_table("scrutins") as batch:
        batch.add_column(sa.Column("mode", sa.String(20), nullable=False, server_default="main_levee"))
        for name in ("tour", "sieges", "blancs", "nuls", "ouvert_par_id", "clos_par_id"):
            batch.add_column(sa.Column(name, sa.Integer()))
        batch.add_column(sa.Column("arrete", sa.String(300), nullable=False, server_default=""))
        batch.add_column(sa.Column("ouvert_le", INSTANT))
        batch.add_column(sa.Column("fige_le", INSTANT))
        batch.alter_column("texte_id", existing_type=sa.Integer(), nullable=True)
        for name in ("ouvert_par_id", "clos_par_id"):
            batch.create_foreign_key(op.f(f"fk_scrutins_{name}"), "personnes", [name], ["id"])
        batch.create_check_constraint(op.f("ck_scrutins_mode"), _parmi("mode", MODES))
        batch.create_check_constraint(op.f("ck_scrutins_objet"), "texte_id IS NOT NULL OR point_id IS NOT NULL")
        batch.create_check_constraint(op.f("ck_scrutins_tour"), "(tour IS NULL) = (sieges IS NULL)")
        for name in ("blancs", "nuls"):
            batch.create_check_constraint(op.f(f"ck_scrutins_{name}"), f"{name} IS NULL OR {name} >= 0")
    with op.batch_alter_table("scrutins") as batch:
        for name in ("mode", "arrete"):
            batch.alter_column(name, server_default=None)
    for name in ("ouvert_par_id", "clos_par_id"):
        op.create_index(op.f(f"ix_scrutins_{name}"), "scrutins", [name])


def _seances() -> None:
    with op.batch_alter_table("seances") as batch:
        batch.add_column(sa.Column("fin_prevue", sa.Time()))
        batch.add_column(sa.Column("visio", sa.String(300), nullable=False, server_default=""))
        for name in ("president_id", "secretaire_id", "en_cours_id"):
            batch.add_column(sa.Column(name, sa.Integer()))
        batch.add_column(sa.Column("battement", sa.Integer(), nullable=False, server_default="0"))
        for name in ("president_id", "secretaire_id"):
            batch.create_foreign_key(op.f(f"fk_seances_{name}"), "personnes", [name], ["id"])
        batch.create_foreign_key("fk_seances_en_cours_id", "points", ["en_cours_id"], ["id"])
        batch.drop_constraint(op.f("ck_seances_etat"), type_="check")
        batch.create_check_constraint(op.f("ck_seances_etat"), _parmi("etat", ETATS))
    with op.batch_alter_table("seances") as batch:
        for name in ("visio", "battement"):
            batch.alter_column(name, server_default=None)
    for name in ("president_id", "secretaire_id"):
        op.create_index(op.f(f"ix_seances_{name}"), "seances", [name])


def downgrade() -> None:
    # The older schema knows neither minutes nor a vote without a text.
    op.execute("UPDATE seances SET etat = 'levee' WHERE etat IN ('pv_projet', 'pv_adopte', 'pv_signe')")
    op.execute("UPDATE actes SET vers = 'levee' WHERE vers IN ('pv_projet', 'pv_adopte', 'pv_signe')")
    op.execute("UPDATE actes SET de = 'levee' WHERE de IN ('pv_projet', 'pv_adopte', 'pv_signe')")
    for table in (
        "voix",
        "suffrages",
        "signatures",
        "electeurs",
        "comptages",
        "bulletins",
        "pouvoirs",
        "orateurs",
        "candidatures",
        "proces_verbaux",
        "interruptions",
        "emargements",
        "convocations",
    ):
        op.drop_table(table)
    op.execute("DELETE FROM scrutins WHERE texte_id IS NULL")
    _seances_d_avant()
    _scrutins_d_avant()
    _positions_et_points_d_avant()


def _seances_d_avant() -> None:
    for name in ("president_id", "secretaire_id"):
        op.drop_index(op.f(f"ix_seances_{name}"), "seances")
    with op.batch_alter_table("seances") as batch:
        batch.drop_constraint(op.f("ck_seances_etat"), type_="check")
        batch.create_check_constraint(op.f("ck_seances_etat"), _parmi("etat", ANCIENS_ETATS))
        batch.drop_constraint("fk_seances_en_cours_id", type_="foreignkey")
        for name in ("president_id", "secretaire_id"):
            batch.drop_constraint(op.f(f"fk_seances_{name}"), type_="foreignkey")
        for name in ("fin_prevue", "visio", "president_id", "secretaire_id", "en_cours_id", "battement"):
            batch.drop_column(name)


def _scrutins_d_avant() -> None:
    for name in ("ouvert_par_id", "clos_par_id"):
        op.drop_index(op.f(f"ix_scrutins_{name}"), "scrutins")
    with op.batch_alter_table("scrutins") as batch:
        for name in ("mode", "objet", "tour", "blancs", "nuls"):
            batch.drop_constraint(op.f(f"ck_scrutins_{name}"), type_="check")
        for name in ("ouvert_par_id", "clos_par_id"):
            batch.drop_constraint(op.f(f"fk_scrutins_{name}"), type_="foreignkey")
        batch.alter_column("texte_id", existing_type=sa.Integer(), nullable=False)
        for name in (
            "mode",
            "tour",
            "sieges",
            "blancs",
            "nuls",
            "ouvert_par_id",
            "clos_par_id",
            "arrete",
            "fige_le",
            "ouvert_le",
        ):
            batch.drop_column(name)


def _positions_et_points_d_avant() -> None:
    op.drop_index(op.f("ix_positions_deposee_par_id"), "positions")
    with op.batch_alter_table("positions") as batch:
        batch.drop_constraint(op.f("ck_positions_genre"), type_="check")
        batch.drop_constraint(op.f("fk_positions_deposee_par_id"), type_="foreignkey")
        for name in ("genre", "deposee_par_id", "deposee_le"):
            batch.drop_column(name)
    for name in ("rapporte_id", "rapporteur_id"):
        op.drop_index(op.f(f"ix_points_{name}"), "points")
    with op.batch_alter_table("points") as batch:
        for name in ("genre", "duree", "sieges", "termine_le"):
            batch.drop_constraint(op.f(f"ck_points_{name}"), type_="check")
        for name in ("rapporte_id", "rapporteur_id", "pv_de_id"):
            batch.drop_constraint(op.f(f"fk_points_{name}"), type_="foreignkey")
        for name in (
            "genre",
            "duree",
            "rapporteur_id",
            "reserve",
            "ajoute_le",
            "pv_de_id",
            "rapporte_id",
            "commence_le",
            "termine_le",
            "compte_rendu",
            "fonction",
            "sieges",
        ):
            batch.drop_column(name)
