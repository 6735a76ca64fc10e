"""What would a user pick instead? One file a peer; each runs in a process of its own and reads plain rows."""
