Dear reader,

this file is called .c but it is a letter. Don't compile it.
