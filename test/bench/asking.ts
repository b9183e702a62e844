/** Asks a GraphQL service, and gives the data. */
export type Ask = (query: string, variables?: object) => Promise<Record<string, unknown>>;

/**
 * Asks as somebody who is signed in.
 *
 * @throws if there are errors in the answer
 */
export function asking(url: string, token: string): Ask {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  return async (query, variables = {}) => {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
    const { data, errors } = (await response.json()) as { data?: Record<string, unknown>; errors?: unknown };
    if (!data || errors) throw new Error(`Not answered: ${JSON.stringify(errors)}`);
    return data;
  };
}
