import { createHash, randomBytes } from "node:crypto";
import type { DemoFirm } from "./demo-firm.ts";
import { demoFirmId, demoId, demoPersonId } from "./ids.ts";
import type { Writing } from "./writing.ts";

/** Writes the API keys of a firm's partners. Nobody knows their secrets: `pnpm demo:key` makes one to ask with. */
export function writeKeys(
  firm: DemoFirm,
  { add, createdAt, tell }: Writing,
  publicIdOf: (firmId: string, keyId: string) => string,
): void {
  firm.apiKeys.forEach(([name, scopes], place) => {
    const apiKey = add("api_key", {
      public_id: publicIdOf(demoFirmId(firm), demoId(firm, "api_key", place + 1)),
      secret_hash: createHash("sha256").update(randomBytes(32)).digest("hex"),
      ...{ name, scopes, created_by_id: demoPersonId(firm, "admin"), created_at: createdAt },
    });
    tell({ type: "api_key.created", ids: { apiKey } }, "admin");
  });
}
