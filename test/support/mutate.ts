import type { AnyData, TestClient } from "@coachwork/testing";

interface Asked {
  /** What is wanted of the payload beside its errors. */
  readonly answer?: string;
  /** The type of the input. Default: the mutation's name and `Input`. */
  readonly type?: string;
}

/** Sends a mutation; gives its payload. */
export async function mutate(by: TestClient, name: string, input: object, asked: Asked = {}): Promise<AnyData> {
  const { answer = "", type = `${name[0]!.toUpperCase()}${name.slice(1)}Input` } = asked;
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { ${answer} userErrors { code field } } }`;
  return (await by.ask(text, { input }))[name];
}

/** An error of a payload, at a field of the input. */
export const refusal = (code: string, field: string) => ({ code, field: ["input", field] });
