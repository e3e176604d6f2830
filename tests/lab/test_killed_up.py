"""`ccp3 up` killed at any moment (kill -9, the program alone): the next `up` ends well, `down` leaves nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from labbench.crash import Moment, kill_at
from labbench.desk import Desk, Said
from labbench.seat import Seat
from labbench.traces import traces

from ccp3lab.grading import Doubt, Grade

pytestmark = pytest.mark.lab

MOMENTS = (
    Moment("network and keys", 0),
    Moment("containers:", 0),
    Moment("containers:", 0.5),
    Moment("containers:", 1.2),
    Moment("configuration of state", 0.4),
)
LEARNERS = tuple(f"kill{number}" for number, _ in enumerate(MOMENTS, start=1))


@dataclass(frozen=True)
class Story:
    """What came after a kill: the next `up`, the grade, `down`, what was left then."""

    seat: Seat
    again: Said
    grade: Grade
    down: Said
    left: tuple[str, ...]


def live(seat: Seat, moment: Moment) -> Story:
    kill_at(seat.desk.start(*seat.words("up")), moment)
    again = seat.up()
    grade = seat.look()
    down = seat.ccp3("down", "--yes")
    return Story(seat, again, grade, down, tuple(traces(seat.desk.instance(seat.learner))))


@pytest.fixture(scope="module")
def story(desk: Desk) -> Callable[[str], Story]:
    """The story of each moment; three are lived at a time."""
    with ThreadPoolExecutor(3) as pool:
        lived = {
            learner: pool.submit(live, Seat(desk, learner), moment)
            for learner, moment in zip(LEARNERS, MOMENTS, strict=True)
        }
    return lambda learner: lived[learner].result()


@pytest.mark.timeout(240)
@pytest.mark.parametrize("learner", LEARNERS)
def test_the_next_up_ends_well_and_down_leaves_nothing(story: Callable[[str], Story], learner: str) -> None:
    told = story(learner)
    assert "ready" in told.again.out
    assert sum(result.points for result in told.grade.results) == told.seat.scene.lab.start
    doubts = {result.verdict.doubt for result in told.grade.results}
    assert doubts <= {None, Doubt.CONTROL}, doubts
    assert told.down.code == 0, told.down.text
    assert told.left == ()


@pytest.mark.parametrize("moment", MOMENTS[:4:3], ids=str)
def test_down_right_after_a_kill_leaves_nothing(desk: Desk, moment: Moment) -> None:
    seat = Seat(desk, "kill6")
    kill_at(desk.start(*seat.words("up")), moment)
    down = seat.ccp3("down", "--yes")
    assert down.code == 0, down.text
    assert traces(desk.instance("kill6")) == []
