"""Charts as small SVG drawings: each answers the question in its title, in black and white too, and says it in words.

No scripts, no fonts from elsewhere, no inline style (the pages forbid it). What stands outside the bars takes the
colour of the text around it (`currentColor`), so that a dark page works; what stands inside them has its own ground.
"""

from waarborg.apps.reports.exporters.charts.bars import verdict_bars
from waarborg.apps.reports.exporters.charts.drawing import Chart
from waarborg.apps.reports.exporters.charts.heat import group_heat_map
from waarborg.apps.reports.exporters.charts.plan import effort_table, plan_bars
from waarborg.apps.reports.exporters.charts.radar import theme_radar
from waarborg.apps.reports.exporters.charts.subjects import subject_maps
from waarborg.apps.reports.exporters.charts.trend import trend_bars

__all__ = [
    "Chart",
    "effort_table",
    "group_heat_map",
    "plan_bars",
    "subject_maps",
    "theme_radar",
    "trend_bars",
    "verdict_bars",
]
