"""The open tables. Their names, and their fields' names, never change; fields may be added. Described in English, for who writes programs."""

from __future__ import annotations

from monitoring.model import STATES, STATUSES
from monitoring.opendata.model import Field, Table
from monitoring.programme import KINDS, RULES
from monitoring.words import languages

THEME = Field("theme", "string", description="Code of the theme")
GOAL = Field("goal", "string", description="Code of the goal")
INDICATOR = Field("indicator", "string", description="Code of the indicator")
REPORTING = Field("unit", "string", description="Code of the unit that reports the indicator")
YEAR = Field("year", "integer", description="Reporting year")
NAME = Field("indicator_name", "string", description="Name of the indicator in the language asked for")
CODED_MEASURE = Field(
    "unit_of_measure", "string", description="Unit of measure as the programme writes it; % for a share and a distribution", required=False
)
EXAMPLE = Field("example", "boolean", description="True where the row is made-up example data, shown until the first real delivery")
SOURCES = (
    Field("file", "string", description="Workbook that it was read from; several are separated by semicolons", required=False),
    Field("sheet", "string", description="Its sheet", required=False),
    Field("cell", "string", description="Its cell, such as E5", required=False),
    Field("uploaded_at", "string", description="When the newest of these was handed in, UTC", format="date-time", required=False),
)
STATE = Field("state", "string", description="State of an action or a milestone", required=False, one_of=STATES)

NAMES = tuple(Field(f"name_{code}", "string", description=f"Name ({code})", required=False) for code in languages())

TO_THEME, TO_GOAL = {"theme": ("themes", "theme")}, {"goal": ("goals", "goal")}
TO_UNIT, TO_INDICATOR = {"unit": ("units", "unit")}, {"indicator": ("indicators", "indicator")}
PLACED = TO_THEME | TO_GOAL | TO_UNIT | TO_INDICATOR

THEMES = Table("themes", "Themes", description="The themes of the programme.", fields=(THEME, *NAMES), key=("theme",))

GOALS = Table("goals", "Goals", description="The goals, each in a theme.", fields=(GOAL, THEME, *NAMES), key=("goal",), refers=TO_THEME)

UNITS = Table("units", "Units", description="The responsible units.", fields=(Field("unit", "string", description="Code"), *NAMES), key=("unit",))

RESPONSIBILITIES = Table(
    "responsibilities",
    "Responsibilities",
    description="Which units answer for which goals.",
    fields=(
        GOAL,
        THEME,
        Field("unit", "string", description="Code of the unit"),
        Field("role", "string", description="Whether the unit leads or takes part", one_of=("lead", "partner")),
    ),
    key=("goal", "unit"),
    refers=TO_THEME | TO_GOAL | TO_UNIT,
)

INDICATORS = Table(
    "indicators",
    "Indicators",
    description="What the goals are measured with, and the targets that the programme sets.",
    fields=(
        INDICATOR,
        GOAL,
        THEME,
        REPORTING,
        *NAMES,
        Field("kind", "string", description="What is reported, and how a year's value is made of it", one_of=KINDS),
        CODED_MEASURE,
        Field("direction", "string", description="Which way is better", required=False, one_of=("up", "down")),
        Field("target_rule", "string", description="How the value is held against the target", one_of=RULES),
        Field("target_value", "number", description="Value to reach, in the unit of measure", required=False),
        Field("from_year", "integer", description="First year of the target", required=False),
        Field("target_year", "integer", description="Year by which it is to be reached", required=False),
        Field("baseline_value", "number", description="Value that change is measured from", required=False),
        Field("baseline_year", "integer", description="Year of that value", required=False),
    ),
    key=("indicator",),
    refers=TO_THEME | TO_GOAL | TO_UNIT,
)

ACTIONS = Table(
    "actions",
    "Actions",
    description="What is done for the goals.",
    fields=(
        Field("action", "string", description="Code of the action"),
        GOAL,
        THEME,
        *NAMES,
        Field("year", "integer", description="Year that it is planned for; none where it is continuous or has no schedule", required=False),
        Field("continuous", "boolean", description="Whether it goes on all the time"),
    ),
    key=("action",),
    refers=TO_THEME | TO_GOAL,
)

OBSERVATIONS = Table(
    "observations",
    "Observations",
    description="One row for each indicator and year with a figure, as reported or as made of months and quarters.",
    fields=(
        THEME,
        GOAL,
        INDICATOR,
        NAME,
        REPORTING,
        YEAR,
        Field("period", "string", description="Time period as SDMX writes it: the year"),
        Field("value", "number", description="Value; none where the unit said that there is no figure", required=False),
        CODED_MEASURE,
        Field("measure", "string", description="Unit of measure in words, in the language asked for", required=False),
        Field("status", "string", description="Observation status of SDMX: A normal, P provisional, E estimated, M missing", one_of=tuple("APEM")),
        Field("coverage", "number", description="Fraction of the year that the value covers, from 0 to 1"),
        Field("part", "number", description="Of a share: its part", required=False),
        Field("whole", "number", description="Of a share: its whole", required=False),
        Field("mean", "number", description="Of a score: its mean", required=False),
        Field("respondents", "number", description="Of a score: how many answered", required=False),
        *SOURCES,
        EXAMPLE,
    ),
    key=("indicator", "year"),
    refers=PLACED,
)

CELLS = Table(
    "cells",
    "Cells",
    description="Every figure as a unit stated it, by month or quarter, area and category where it did so; observations are made of these.",
    fields=(
        THEME,
        GOAL,
        INDICATOR,
        REPORTING,
        YEAR,
        Field("period", "string", description="Time period as SDMX writes it: 2021, 2021-Q2, 2021-05"),
        Field("component", "string", description="What the figure is: value, part, whole, mean or respondents"),
        Field("area", "string", description="Of a distribution: the area", required=False),
        Field("category", "string", description="Of a distribution: the category", required=False),
        Field("value", "number", description="The figure; none where the unit said that there is none", required=False),
        *SOURCES,
        EXAMPLE,
    ),
    key=("indicator", "period", "component", "area", "category"),
    refers=PLACED,
)

PROGRESS = Table(
    "progress",
    "Progress",
    description="States of milestones (then with their indicator) and of actions, by year, as reported.",
    fields=(
        THEME,
        GOAL,
        Field("item", "string", description="Code of the indicator or of the action"),
        Field("indicator", "string", description="Code of the indicator; none for an action", required=False),
        YEAR,
        STATE,
        Field("completed_on", "string", description="Day of completion", format="date", required=False),
        *SOURCES,
        EXAMPLE,
    ),
    key=("item", "year"),
    refers=TO_THEME | TO_GOAL | TO_INDICATOR,
)

ASSESSMENTS = Table(
    "assessments",
    "Assessments",
    description="How every goal and every indicator stands in each year of the programme, and why.",
    fields=(
        Field("level", "string", description="What stands so", one_of=("goal", "indicator")),
        THEME,
        GOAL,
        Field("indicator", "string", description="Code of the indicator; none for a goal", required=False),
        Field("unit", "string", description="Code of the unit that reports the indicator, or leads the goal", required=False),
        YEAR,
        Field("status", "string", description="How it stands", one_of=STATUSES),
        Field("reason_code", "string", description="What decided it"),
        Field("reason", "string", description="The same as a sentence, in the language asked for"),
        Field("value", "number", description="The indicator's value in the year", required=False),
        Field("target", "number", description="The value that is to be reached, where the target has one", required=False),
        Field("target_by", "string", description="Who set the target", required=False, one_of=("programme", "council")),
        EXAMPLE,
    ),
    key=("level", "goal", "indicator", "year"),
    refers=PLACED,
)

CATALOGUE = (THEMES, GOALS, UNITS, RESPONSIBILITIES, INDICATORS, ACTIONS)
"""The programme as it was decided."""

LISTED = {"theme": THEMES, "goal": GOALS, "unit": UNITS, "indicator": INDICATORS, "action": ACTIONS}
CATALOGUE_LIST = Table(
    "catalogue",
    "Catalogue",
    description="Everything of the programme that has a code and a name, in one list.",
    fields=(
        Field("type", "string", description="What it is", one_of=tuple(LISTED)),
        Field("code", "string", description="Its code"),
        Field("theme", "string", description="Code of the theme that it is in", required=False),
        Field("goal", "string", description="Code of the goal that it belongs to", required=False),
        *NAMES,
    ),
    key=("type", "code"),
)
"""The same in one table."""

TABLES = {table.name: table for table in (*CATALOGUE, OBSERVATIONS, CELLS, PROGRESS, ASSESSMENTS)}
