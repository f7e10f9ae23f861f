package waits
