"""An addressing plan that a learner writes into a spreadsheet: what is asked, how it is spelt, what it says. Pure."""

from ccp3lab.sheet.answer import Answer, Answers, answers
from ccp3lab.sheet.column import Column
from ccp3lab.sheet.network import Network, networks

__all__ = ["Answer", "Answers", "Column", "Network", "answers", "networks"]
