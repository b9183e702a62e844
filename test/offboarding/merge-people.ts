import { apiId, type TestClient } from "@coachwork/testing";

/** What `mergePeople` answers. */
export interface Merged {
  readonly person: { readonly id: string; readonly formerIds: readonly string[] } | null;
  readonly moved: readonly { readonly kind: string; readonly count: number }[];
  readonly resolved: readonly { readonly kind: string; readonly count: number; readonly rule: string }[];
  readonly dropped: readonly string[];
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

export async function mergePeople(by: TestClient, keep: string, duplicate: string, dryRun = false): Promise<Merged> {
  const { mergePeople: merged } = await by.ask(
    `mutation($input: MergePeopleInput!) { mergePeople(input: $input) {
      person { id formerIds } moved { kind count } resolved { kind count rule } dropped userErrors { code message } } }`,
    { input: { keepId: apiId("person", keep), duplicateId: apiId("person", duplicate), dryRun } },
  );
  return merged as Merged;
}
