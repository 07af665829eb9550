"""Small vector drawings of the things that the demo market sells. They are ours; nothing here is traced or bought."""
