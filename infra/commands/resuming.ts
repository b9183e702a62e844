import type { Client, ExecutionResult } from "graphql-ws";

/**
 * Lets a graphql-ws client's subscriptions resume when the connection comes back: nothing is missed and nothing comes twice.
 * Any program that follows Coachwork may copy it.
 */
export function resuming(client: Client): Pick<Client, "subscribe"> {
  return {
    subscribe(payload, sink) {
      // The client sends this object again on each connection, with its current content.
      const extensions: Record<string, unknown> = { ...payload.extensions, position: null };
      return client.subscribe<never, { position?: string }>(
        { ...payload, extensions },
        {
          ...sink,
          next(result) {
            extensions.position = result.extensions?.position ?? extensions.position;
            // A message without data and errors only reports the position.
            if (result.data !== undefined || result.errors) sink.next(result as ExecutionResult<never, never>);
          },
        },
      );
    },
  };
}
