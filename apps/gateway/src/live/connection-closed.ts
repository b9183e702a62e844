/** Nothing can be sent any more: the client's connection is closed, or about to be. */
export class ConnectionClosed extends Error {}

/** A client did not read what it was sent. Its connection is already closed. */
export class SlowReader extends ConnectionClosed {}
