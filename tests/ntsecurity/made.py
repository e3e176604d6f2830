"""Hypothesis strategies: SIDs, entries and descriptors of every shape that MS-DTYP allows."""

from hypothesis import strategies as st

from ccp3lab.ntsecurity import Ace, Control, Descriptor, Foreign, Inherit, Kind, Sid

sids = st.builds(
    Sid,
    st.integers(0, (1 << 48) - 1),
    st.lists(st.integers(0, (1 << 32) - 1), max_size=15).map(tuple),
)
flags = st.integers(0, 255).map(Inherit)
masks = st.integers(0, (1 << 32) - 1)
aces = st.builds(Ace, st.sampled_from(Kind), sids, masks, flags)
foreign = st.builds(Foreign, st.integers(2, 255), flags, st.binary(max_size=16).map(lambda raw: raw * 4))
lists = st.none() | st.lists(aces | foreign, max_size=6).map(tuple)
controls = st.lists(st.sampled_from(list(Control))).map(lambda bits: Control(sum(set(bits))))
descriptors = st.builds(Descriptor, lists, st.none() | sids, st.none() | sids, lists, controls)

DOMAIN = Sid.parse("S-1-5-21-1004336348-1177238915-682003330")


def account(rid: int) -> Sid:
    """The account RID of the tests' domain."""
    return DOMAIN.member(rid)
