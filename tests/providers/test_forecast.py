"""What containerlab says it would change: losses are refused, what cannot be read is told."""

import json

import pytest

from ccp3lab.errors import ProviderError, RefusedError
from ccp3lab.providers.containerlab.forecast import Forecast

NULLS = dict.fromkeys(("added-nodes", "added-links", "deleted-nodes", "recreated-nodes", "deleted-endpoints"))


@pytest.mark.parametrize("answer", [{}, NULLS, NULLS | {"added-links": ["sw1:eth1 -- pc:eth1"]}, {"new-in-0.90": [1]}])
def test_what_loses_nothing_goes_on(answer: dict[str, object]) -> None:
    forecast = Forecast.read(json.dumps(answer))
    assert forecast.losses == ()
    forecast.spare("vlan-trunk", "agnes")


def test_links_to_be_added_are_known() -> None:
    answer = NULLS | {"added-links": ["sw1:eth1 -- pc:eth1"]}
    assert Forecast.read(json.dumps(answer)).added_links == ("sw1:eth1 -- pc:eth1",)


@pytest.mark.parametrize("kind", ["recreated-nodes", "deleted-nodes", "deleted-endpoints"])
def test_a_loss_is_refused_and_names_what_would_be_lost_and_both_ways_out(kind: str) -> None:
    forecast = Forecast.read(json.dumps(NULLS | {kind: ["sw1", "sw2"]}))
    with pytest.raises(RefusedError, match=r"sw1, sw2.*`ccp3 down vlan-trunk --learner agnes`") as caught:
        forecast.spare("vlan-trunk", "agnes")
    assert caught.value.exit_code == 4


def test_losses_of_several_kinds_are_all_named() -> None:
    answer = NULLS | {"recreated-nodes": ["sw1"], "deleted-nodes": ["pc"], "deleted-endpoints": ["sw2:eth4"]}
    assert Forecast.read(json.dumps(answer)).losses == ("sw1", "pc", "sw2:eth4")


@pytest.mark.parametrize(
    "answer", ["", "no change", "{", "null", "[]", "42", '"text"', '{"recreated-nodes": 1}', '{"added-links": true}']
)
def test_an_answer_that_is_none_is_told(answer: str) -> None:
    with pytest.raises(ProviderError, match=r"could not be read.*0\.78"):
        Forecast.read(answer)
