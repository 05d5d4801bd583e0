"""What several kinds of relation ask of the words: lists, holders of averages, stretches of time."""
