"""The words of the example report, in both languages."""

from waarborg.domain.assessments import Applicability, Verdict
from waarborg.domain.norms import ItemStatus

ASKED = frozenset({ItemStatus.LIVE, ItemStatus.NONE, ItemStatus.REFERENCE})

BOARD = {
    "nl": (
        "Dit rapport laat zien hoe gemeente Veldermeer er op 1 februari 2027 voor staat met informatiebeveiliging. De "
        "maatstaf is de BIO2, versie 1.3, met 117 overheidsmaatregelen die gelden. Per maatregel zijn drie vragen gesteld. "
        "Is het op papier geregeld (opzet)? Is het er in de praktijk (bestaan)? En werkt het al langere tijd (werking)?",
        "In de praktijk zijn van de 113 beoordeelde maatregelen er 41 geheel aanwezig, 51 deels en 21 niet. Twee maatregelen "
        "zijn niet van toepassing en twee zijn nog niet beoordeeld.",
        "De achterstand is het grootst bij leveranciers en keten, continuïteit en logging. Veldermeer leunt op acht "
        "leveranciers, en van drie daarvan is geen geldig bewijs dat zij doen wat is afgesproken.",
        "De meeste tekortkomingen vallen onder de wettelijke zorgplicht van de Cyberbeveiligingswet. De toezichthouder kan een "
        "aanwijzing geven of een bestuurlijke boete opleggen. Het bestuur keurt de maatregelen zelf goed en kan die "
        "taak niet overdragen.",
        "Het plan hierachter sluit de tekortkomingen in vier kwartalen. De eerste quick wins kosten enkele dagen per stuk.",
    ),
    "en": (
        "This report shows where the municipality of Veldermeer stands with information security on 1 February 2027. The "
        "yardstick is BIO2, version 1.3, with 117 government measures in force. Three questions were asked per measure. Is it "
        "arranged on paper (design)? Is it there in practice (existence)? And has it been working for some time (operation)?",
        "In practice, of the 113 measures assessed, 41 are fully in place, 51 partly and 21 not. Two measures do not apply "
        "and two have not been assessed yet.",
        "Suppliers, continuity and logging are furthest behind. Veldermeer relies on eight suppliers, and for three of them "
        "there is no valid proof that they do what was agreed.",
        "Most gaps fall under the statutory duty of care of the Cyberbeveiligingswet. The supervisor can give an instruction or "
        "impose an administrative fine. The board itself approves the measures and cannot pass that duty on.",
        "The plan in this report closes the gaps in four quarters. The first quick wins take a few days each.",
    ),
}
DECISIONS = {
    "nl": (
        (
            "Stel dit rapport vast als stand van zaken op 1 februari 2027.",
            "Het is de basis voor het plan en voor de verantwoording.",
        ),
        (
            "Keur het verbeterplan goed en reserveer de uren bij de kadernota.",
            "Het bestuur moet de maatregelen goedkeuren (Cbw, artikel 24).",
        ),
        ("Wijs een eigenaar aan voor de tekortkomingen die er nog geen hebben.", "Werk zonder eigenaar blijft liggen."),
        ("Laat de quick wins meteen uitvoeren.", "Ze kosten enkele dagen werk per stuk en maken direct verschil."),
        (
            "Bevestig de uitzonderingen, of laat ze herzien.",
            "Elke uitzondering hoort in de bijlage bij de verklaring van toepasselijkheid.",
        ),
    ),
    "en": (
        (
            "Adopt this report as the state of affairs on 1 February 2027.",
            "It is the basis for the plan and for accountability.",
        ),
        (
            "Approve the improvement plan and reserve the hours in the spring budget.",
            "The board must approve the measures (Cbw, article 24).",
        ),
        ("Name an owner for the gaps that have none yet.", "Work without an owner is left undone."),
        ("Have the quick wins carried out at once.", "They take a few days each and make an immediate difference."),
        (
            "Confirm the exceptions, or have them reviewed.",
            "Every exception belongs in the annex to the statement of applicability.",
        ),
    ),
}
ABOUT = {
    "nl": {
        "Opdracht": "Vaststellen hoe gemeente Veldermeer er op de peildatum voor staat tegenover de BIO2, wat er ontbreekt en wat als eerste moet gebeuren.",
        "Opdrachtgever": "Gemeentesecretaris, namens het college van burgemeester en wethouders",
        "Reikwijdte": "De hele organisatie: tien processen, vijftien systemen en acht leveranciers. De ICT draait bij de gemeenschappelijke regeling ICT Samenwerking De Meren; die is beoordeeld voor zover de gemeente er eisen aan stelt.",
        "Buiten de reikwijdte": "De eigen nulmeting van de gemeenschappelijke regeling.\nDe verkiezingen, behalve de uitslagverwerking.",
        "Werkwijze": "Documentstudie, veertien interviews en waarnemingen ter plaatse. Per maatregel is geoordeeld over opzet, bestaan en werking. De feiten zijn voorgelegd aan de geïnterviewden (hoor en wederhoor).",
        "Beperkingen": "Werking is beoordeeld over een halfjaar. Bij de rioolgemalen is niet getest, omdat de leverancier daar geen toestemming voor gaf.",
        "Uitgevoerd door": "M. de Wit (CISO), S. Yıldız (information security officer)",
    },
    "en": {
        "Assignment": "To establish where the municipality of Veldermeer stands against BIO2 on the reference date, what is missing and what must come first.",
        "Client": "Municipal secretary, on behalf of the municipal executive",
        "Scope": "The whole organisation: ten processes, fifteen systems and eight suppliers. ICT is run by the joint arrangement ICT Samenwerking De Meren; it was assessed as far as the municipality sets requirements.",
        "Out of scope": "The joint arrangement's own baseline assessment.\nElections, except the processing of results.",
        "Method": "Document study, fourteen interviews and observation on site. Each measure was judged on design, existence and operation. The facts were put to the people interviewed.",
        "Limits": "Operation was judged over half a year. The sewage pumping stations were not tested, as the supplier gave no permission.",
        "Carried out by": "M. de Wit (CISO), S. Yıldız (information security officer)",
    },
}
READINGS = {
    "nl": (
        (
            "Blad 'Nulmeting', cel F88",
            "'grotendeels' is geen oordeel dat wij kennen; het niveau bestaan is niet gelezen.",
        ),
        ("Blad 'Nulmeting', rij 171", "Nummer 8.35.01 komt niet voor in BIO2 1.3; de rij is overgeslagen."),
    ),
    "en": (
        ("Sheet 'Nulmeting', cell F88", "'grotendeels' is not a verdict we know; existence was not read."),
        ("Sheet 'Nulmeting', row 171", "Number 8.35.01 does not occur in BIO2 1.3; the row was skipped."),
    ),
}
CONSEQUENCES = {
    "nl": (
        {
            "kind": "legal",
            "label": "juridisch",
            "text": "De toezichthouder kan een bindende aanwijzing geven, een last onder dwangsom opleggen of een boete tot 10 miljoen euro.",
            "source": "Cyberbeveiligingswet, art. 80",
        },
        {
            "kind": "financial",
            "label": "financieel",
            "text": "Herstel na een aanval kost gemeenten maanden werk en inhuur, waar geen begroting voor is.",
            "source": "Cyberbeveiligingswet, art. 21",
        },
        {
            "kind": "reputational",
            "label": "reputatie",
            "text": "Inwoners en ketenpartners verliezen vertrouwen als hun gegevens op straat liggen.",
            "source": "BIO2 deel 1, paragraaf over impact",
        },
        {
            "kind": "operational",
            "label": "dienstverlening",
            "text": "Balie, uitkeringen en gemalen vallen stil.",
            "source": "BIO2 deel 1, paragraaf over continuïteit",
        },
    ),
    "en": (
        {
            "kind": "legal",
            "label": "legal",
            "text": "The supervisor can give a binding instruction, impose a penalty order or a fine of up to 10 million euros.",
            "source": "Cyberbeveiligingswet, art. 80",
        },
        {
            "kind": "financial",
            "label": "financial",
            "text": "Recovery after an attack costs months of work and hired staff that no budget covers.",
            "source": "Cyberbeveiligingswet, art. 21",
        },
        {
            "kind": "reputational",
            "label": "reputation",
            "text": "Residents and partners lose trust when their data are out in the open.",
            "source": "BIO2 part 1, on impact",
        },
        {
            "kind": "operational",
            "label": "service delivery",
            "text": "Counters, benefits and pumping stations come to a halt.",
            "source": "BIO2 part 1, on continuity",
        },
    ),
}
INTERVIEWS = {
    language: tuple(
        {"on": f"{day:02d}-01-2027", "who": who, "role": role, "subject": subject} for day, who, role, subject in rows
    )
    for language, rows in {
        "nl": (
            (11, "A. Bakker", "teamleider Burgerzaken", "toegang, bewustzijn, uitwijk"),
            (12, "R. El Amrani", "contractmanager", "leveranciers en keten"),
            (14, "J. van der Veen-Hoogendoorn", "hoofd Facilitaire Zaken", "fysieke beveiliging"),
            (19, "P. Janssen", "beheerder ICT Samenwerking De Meren", "back-up, logging, netwerk"),
            (21, "L. de Groot", "P&O-adviseur", "screening, in- en uitdienst"),
        ),
        "en": (
            (11, "A. Bakker", "team leader civil affairs", "access, awareness, fallback"),
            (12, "R. El Amrani", "contract manager", "suppliers and chain"),
            (14, "J. van der Veen-Hoogendoorn", "head of facilities", "physical security"),
            (19, "P. Janssen", "administrator ICT Samenwerking De Meren", "back-up, logging, network"),
            (21, "L. de Groot", "HR adviser", "screening, joiners and leavers"),
        ),
    }.items()
}
DOCUMENTS = {
    "nl": (
        {
            "title": "Informatiebeveiligingsbeleid Veldermeer 2024-2027",
            "version": "1.2",
            "on": "12-03-2024",
            "about": "5.01",
        },
        {"title": "Verwerkersovereenkomst ZorgSuite", "version": "2025", "on": "01-07-2025", "about": "5.20"},
        {
            "title": "TPM-verklaring ICT Samenwerking De Meren",
            "version": "definitief",
            "on": "14-11-2026",
            "about": "5.22",
        },
    ),
    "en": (
        {
            "title": "Information security policy Veldermeer 2024-2027",
            "version": "1.2",
            "on": "12-03-2024",
            "about": "5.01",
        },
        {"title": "Processing agreement ZorgSuite", "version": "2025", "on": "01-07-2025", "about": "5.20"},
        {
            "title": "Third-party memorandum ICT Samenwerking De Meren",
            "version": "final",
            "on": "14-11-2026",
            "about": "5.22",
        },
    ),
}
COMPUTATION = {
    "nl": (
        "Geteld zijn de overheidsmaatregelen die in deze editie gelden. Verplaatste en vervallen nummers tellen niet mee.",
        "Opzet, bestaan en werking zijn elk apart geteld. Er is geen gemiddelde en geen totaalcijfer.",
        "Een percentage is het deel van wat van toepassing én beoordeeld is. Niet beoordeeld en n.v.t. staan apart.",
        "Een tekortkoming is een onderdeel dat op minstens één niveau deels of niet voldoet.",
    ),
    "en": (
        "Counted are the government measures in force in this edition. Moved and withdrawn numbers do not count.",
        "Design, existence and operation were each counted separately. There is no average and no total score.",
        "A percentage is the part of what applies and was assessed. Not assessed and n/a stand apart.",
        "A gap is an item that partly meets or fails on at least one level.",
    ),
}
ANSWERS = {
    Verdict.MEETS: {
        "nl": (
            "Vastgesteld door het college en aantoonbaar in gebruik bij alle teams. De laatste controle was in november 2026.",
            "Ingericht door de GR De Meren; de TPM-verklaring dekt dit onderdeel.",
        ),
        "en": (
            "Adopted by the executive and demonstrably in use by all teams. Last checked in November 2026.",
            "Set up by GR De Meren; the third-party memorandum covers this item.",
        ),
    },
    Verdict.PARTLY: {
        "nl": (
            "Er is een procedure, maar bij de teams Openbare Ruimte en Sociaal Domein is zij niet bekend. Van de vijf steekproeven waren er twee in orde.",
            "Geregeld voor de kantoorautomatisering, niet voor de systemen van de rioolgemalen.",
            "De afspraken staan in drie van de acht contracten.",
        ),
        "en": (
            "There is a procedure, but the teams Public Space and Social Services do not know it. Two of five samples were in order.",
            "Arranged for office automation, not for the systems of the sewage pumping stations.",
            "The agreements stand in three of eight contracts.",
        ),
    },
    Verdict.FAILS: {
        "nl": (
            "Niet aangetroffen. De betrokkenen gaven aan dat dit nooit is opgepakt.",
            "Niet ingericht; hiervoor ontbreken tijd en een eigenaar.",
        ),
        "en": (
            "Not found. Those involved said this was never taken up.",
            "Not set up; there is neither time nor an owner.",
        ),
    },
    Verdict.NOT_APPLICABLE: {"nl": ("",), "en": ("",)},
    Verdict.NOT_ASSESSED: {"nl": ("",), "en": ("",)},
}
EVIDENCE = {
    "nl": "DMS-2026-0412 (besluit), steekproef 18-01-2027, schermafdruk beheerconsole",
    "en": "DMS-2026-0412 (decision), sample 18-01-2027, screenshot of the console",
}
JUSTIFICATIONS = {
    Applicability.APPLIES: {"nl": "", "en": ""},
    Applicability.FOLLOWS: {"nl": "", "en": ""},
    Applicability.DEVIATES: {
        "nl": "De richtlijn past niet bij de schaal van de organisatie; een lichtere vorm is gekozen en elk jaar herzien.",
        "en": "The guideline does not fit the size of the organisation; a lighter form was chosen and is reviewed yearly.",
    },
    Applicability.NOT_APPLICABLE: {
        "nl": "Veldermeer ontwikkelt zelf geen software en laat dat ook niet doen; zie het inkoopregister van december 2026.",
        "en": "Veldermeer develops no software and has none developed; see the procurement register of December 2026.",
    },
}
OWNERS = {
    "nl": (
        "teammanager ICT",
        "contractmanager",
        "gemeentesecretaris",
        "hoofd Facilitaire Zaken",
        "proceseigenaar Burgerzaken",
    ),
    "en": (
        "ICT team manager",
        "contract manager",
        "municipal secretary",
        "head of facilities",
        "process owner civil affairs",
    ),
}
ACTIONS = {
    "nl": (
        "Neem de eis op in het contract en vraag vóór 1 juni bewijs van een onafhankelijke derde.",
        "Stel de procedure vast, maak haar bekend bij alle teams en neem elk kwartaal een steekproef van vijf.",
        "Sluit de systemen van de gemalen aan op de centrale logging en spreek af wie meldingen opvolgt.",
    ),
    "en": (
        "Put the requirement in the contract and ask for independent proof before 1 June.",
        "Adopt the procedure, make it known to all teams and take a sample of five each quarter.",
        "Connect the pumping station systems to central logging and agree who follows up alerts.",
    ),
}
PROPOSED = {
    "nl": "Voer in wat is vastgesteld en leg vast dat het er is.",
    "en": "Put in place what was adopted and record that it is there.",
}
RULE = {
    "nl": (
        "Wie 'voldoet' zegt, noemt bewijs.",
        "BIO2 deel 1 §4: opzet, bestaan en werking zijn aantoonbaar (R3)",
        "Noem het bewijs waar het oordeel op rust, of verlaag het oordeel.",
    ),
    "en": (
        "Who says 'meets' names the evidence.",
        "BIO2 part 1 §4: design, existence and operation are demonstrable (R3)",
        "Name the evidence behind the verdict, or lower the verdict.",
    ),
}
