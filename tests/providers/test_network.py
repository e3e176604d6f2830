"""Management networks: one an instance, taken from the engine, whoever else has some."""

from ipaddress import IPv4Network
from itertools import islice

import pytest

from ccp3lab.errors import ProviderError
from ccp3lab.providers.containerlab import network
from tests.providers.conftest import Engine

NAME = "ccp3_abc123_vlan-trunk_agnes"


def candidates(name: str, count: int) -> list[IPv4Network]:
    return list(islice(network._candidates(name), count))


def test_a_new_network_is_a_26_of_the_shared_address_space(engine: Engine) -> None:
    subnet = network.ensure(NAME)
    assert subnet.prefixlen == 26
    assert subnet.subnet_of(IPv4Network("100.64.0.0/10"))
    assert engine.state["networks"] == {NAME: str(subnet)}


def test_one_that_is_there_keeps_its_subnet(engine: Engine) -> None:
    engine.change(networks={NAME: "100.64.7.0/26"})
    assert network.ensure(NAME) == IPv4Network("100.64.7.0/26")
    assert not engine.calls("docker network create")


def test_asked_twice_it_is_made_once(engine: Engine) -> None:
    assert network.ensure(NAME) == network.ensure(NAME)
    assert len(engine.calls("docker network create")) == 1


@pytest.mark.parametrize("taken", [1, 2, 5])
def test_a_subnet_that_others_have_gives_way_to_the_next(engine: Engine, taken: int) -> None:
    *others, wanted = candidates(NAME, taken + 1)
    engine.change(taken=[str(subnet) for subnet in others])
    assert network.ensure(NAME) == wanted


def test_when_all_are_taken_the_message_says_how_to_free_some(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_TRIES", 3)
    engine.change(taken=[str(subnet) for subnet in candidates(NAME, 3)])
    with pytest.raises(ProviderError, match=r"(?s)3 management networks.*ccp3 down.*docker network ls"):
        network.ensure(NAME)
    assert len(engine.calls("docker network create")) == 3


def test_another_refusal_of_the_engine_is_told_at_once(engine: Engine) -> None:
    engine.rule(create="Error response from daemon: permission denied")
    with pytest.raises(ProviderError, match="permission denied"):
        network.ensure(NAME)
    assert len(engine.calls("docker network create")) == 1


def test_no_engine_is_told_with_what_to_do(engine: Engine) -> None:
    engine.rule(engine="Cannot connect to the Docker daemon at unix:///var/run/docker.sock.")
    with pytest.raises(ProviderError, match=r"does not run; `make lab`"):
        network.ensure(NAME)


def test_devices_get_no_way_out(engine: Engine) -> None:
    network.ensure(NAME)
    (call,) = engine.calls("docker network create")
    assert "com.docker.network.bridge.enable_ip_masquerade=false" in call
    assert "com.docker.network.driver.mtu=1500" in call


def test_removing_what_is_not_there_is_no_error(engine: Engine) -> None:
    network.remove(NAME)
    network.ensure(NAME)
    network.remove(NAME)
    assert engine.state["networks"] == {}


def test_candidates_differ_from_name_to_name_and_never_repeat() -> None:
    some = candidates(NAME, 200)
    assert len(set(some)) == 200
    assert candidates("another", 1) != some[:1]
    assert all(subnet.subnet_of(network.POOL) for subnet in some)


def test_candidates_go_round_at_the_end_of_the_pool() -> None:
    assert len(set(network._candidates(NAME))) == 2 ** (network.LENGTH - 10)
