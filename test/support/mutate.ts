import { expect } from "@jest/globals";
import type { AnyData, TestClient } from "@coachwork/testing";

interface Asked {
  /** What to select of the payload besides its errors. */
  readonly answer?: string;
  /** The input's type. Defaults to the mutation's name with `Input`. */
  readonly type?: string;
}

/** Sends a mutation and returns its payload. */
export async function mutate(by: TestClient, name: string, input: object, asked: Asked = {}): Promise<AnyData> {
  const { answer = "", type = `${name[0]!.toUpperCase()}${name.slice(1)}Input` } = asked;
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { ${answer} userErrors { code field } } }`;
  return (await by.ask(text, { input }))[name];
}

/** Sends a mutation that must succeed, and returns its payload. */
export async function done(by: TestClient, name: string, input: object, asked: Asked = {}): Promise<AnyData> {
  const payload = await mutate(by, name, input, asked);
  expect([name, payload.userErrors]).toEqual([name, []]);
  return payload;
}

/** A user error in a payload, for a field of the input. */
export const refusal = (code: string, field: string) => ({ code, field: ["input", field] });
