"""How much one act may hold."""

READ = 20  # texts on one page: more are not read, only scrolled past
TAKEN = 10  # things taken in hand without being opened: others cannot have them meanwhile
LOOKED_OVER = 200  # lines from the top of the list that are counted: ten acts’ worth, in a quarter of a second
