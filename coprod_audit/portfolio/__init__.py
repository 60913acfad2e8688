"""What many responses say together: counted one by one, told in `portfolio/1`, drawn in two pictures.

    counting = Counting(questionnaire, by=("organisation",))
    counting.add(response, short)                      # once for each response, in any order, in any process
    counting = counting.merged(another)
    data = portfolio_data(counting, questionnaire)     # for `report.render(data, "portfolio.md.j2", source)`
    pictures(data)                                     # the SVG texts by file name

No group of fewer than `min_group` responses can be read from it, nor worked out: `suppression` says how.
"""

from coprod_audit.portfolio.counting import Counting
from coprod_audit.portfolio.drawing import pictures
from coprod_audit.portfolio.telling import FORMAT, MOST_PLACES, LookedAt, Views, portfolio_data

__all__ = ["FORMAT", "MOST_PLACES", "Counting", "LookedAt", "Views", "pictures", "portfolio_data"]
