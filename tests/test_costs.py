"""The arithmetic of a projection, by hand; what is measured has its columns (how long it takes is for make bench)."""

import pandas as pd
from test_cache import articles

from toolkit import costs


def test_a_projection_shows_its_arithmetic():
    cost = pd.DataFrame({"n_articles": [10, 20], "ms_per_article": [90.0, 86.4]})
    found = costs.projected(cost, 1_000_000, (1, 10), efficiency=0.5)
    assert found.days.round(2).tolist() == [1.0, 0.2] and found.hours.round(1).tolist() == [24.0, 4.8]
    assert found.arithmetic.tolist() == ["1,000,000 × 86.4 ms / (1 × 1)", "1,000,000 × 86.4 ms / (10 × 0.5)"]
    assert (
        costs.in_words(found)
        == "1,000,000 articles of this length would take 1.0 days on 1 worker, 0.2 days on 10 workers."
    )


def test_what_is_measured_is_as_much_as_was_asked_for():
    found = costs.measured(articles(2), (1, 3))
    assert found.n_articles.tolist() == [1, 3] and (found.seconds > 0).all()
    assert costs.measured(articles(0)).empty and costs.projected(costs.measured(articles(0))).empty
    assert costs.in_words(costs.projected(costs.measured(articles(0)))) == "There is no article to measure with."
