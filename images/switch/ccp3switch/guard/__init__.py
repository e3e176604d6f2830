"""What the switch does about frames that it hears on its ports: port-security, BPDU guard, LLDP."""
