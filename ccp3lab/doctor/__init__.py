"""What a lab needs of this machine, looked at without changing anything."""

from ccp3lab.doctor.examine import examine as examine
from ccp3lab.doctor.finding import Finding as Finding
from ccp3lab.doctor.finding import State as State
from ccp3lab.doctor.finding import healthy as healthy
from ccp3lab.doctor.finding import table as table

__all__ = ["Finding", "State", "examine", "healthy", "table"]
