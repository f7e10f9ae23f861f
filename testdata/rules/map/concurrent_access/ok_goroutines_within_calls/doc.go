package linker
