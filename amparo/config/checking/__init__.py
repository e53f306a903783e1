"""What a real deployment needs and may lack: its settings and files, its people, its habits."""
