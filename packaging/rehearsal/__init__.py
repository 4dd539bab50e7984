"""The rehearsal: the main job on made-up people, and pictures of every screen."""
