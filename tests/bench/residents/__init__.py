"""What residents write, made up by us: each line of the files a sentence of its own; below "# apart", and in fresh/, those no choice was made on."""
