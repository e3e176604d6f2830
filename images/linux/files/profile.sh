# Read by every login shell.
export EDITOR=nano
alias ip='ip -color=auto'
