import type { Client, ExecutionResult } from "graphql-ws";

/**
 * Makes a graphql-ws client's subscriptions go on where they were when the connection comes back: nothing is missed and
 * nothing comes twice. It is for any program that follows Coachwork; copy it.
 */
export function resuming(client: Client): Pick<Client, "subscribe"> {
  return {
    subscribe(payload, sink) {
      // The client sends this object anew on each connection, with what is in it by then.
      const extensions: Record<string, unknown> = { ...payload.extensions, position: null };
      return client.subscribe<never, { position?: string }>(
        { ...payload, extensions },
        {
          ...sink,
          next(result) {
            extensions.position = result.extensions?.position ?? extensions.position;
            // What has neither data nor errors tells the position alone.
            if (result.data !== undefined || result.errors) sink.next(result as ExecutionResult<never, never>);
          },
        },
      );
    },
  };
}
