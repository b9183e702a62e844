import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type AnyData, apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate } from "../support/mutate.ts";
import type { Stage } from "../support/stage.ts";

export const PDF = Buffer.from("%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n");
export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
  "base64",
);

export const resourceAnswer =
  "resource { id title description url fileName contentType bytes version author { id } engagement { id } program { id } download { url expiresAt } }";

/** A firm with an engagement, its coach and client, and somebody who manages. */
export class ResourcesWorld {
  private constructor(
    readonly stage: Stage,
    readonly firm: FirmFactory,
    readonly engagement: string,
    readonly coachId: string,
    readonly clientId: string,
    readonly coach: TestClient,
    readonly client: TestClient,
    readonly manager: TestClient,
  ) {}

  static async open(stage: Stage): Promise<ResourcesWorld> {
    const firm = await FirmFactory.create(stage.database.admin);
    const coachId = await firm.person(["COACH"]);
    const clientId = await firm.person(["CLIENT"]);
    const engagement = await firm.engagement({ coaches: [coachId], participants: [clientId] });
    const [coach, client] = [await stage.signedIn(firm, coachId), await stage.signedIn(firm, clientId)];
    const manager = await stage.signedIn(firm, await firm.person(["OWNER"]));
    return new ResourcesWorld(stage, firm, engagement, coachId, clientId, coach, client, manager);
  }

  get engagementId(): string {
    return apiId("engagement", this.engagement);
  }

  start(name: string, bytes: number, by = this.coach): Promise<AnyData> {
    return mutate(by, "startUpload", { name, bytes }, { answer: "upload { id status address { url expiresAt } }" });
  }

  /** Sends a file whose upload was started. */
  async send(upload: AnyData, content: Buffer, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.at(upload.address.url), { method: "PUT", body: new Uint8Array(content), headers });
  }

  /** Uploads a file, and returns the upload's id. */
  async uploaded(name: string, content: Buffer, by = this.coach): Promise<string> {
    const { upload, userErrors } = await this.start(name, content.length, by);
    if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
    const response = await this.send(upload, content);
    if (response.status !== 204) throw new Error(`${response.status} ${await response.text()}`);
    return upload.id;
  }

  create(input: object, by = this.coach): Promise<AnyData> {
    return mutate(by, "createResource", { title: "Plan", ...input }, { answer: resourceAnswer });
  }

  /** The address at this platform. Those in answers are the public ones. */
  at(url: string): string {
    return this.stage.platform.url + new URL(url).pathname;
  }

  /** The names of the firm's files in the storage. */
  async stored(): Promise<string[]> {
    return readdir(join(this.stage.platform.files, this.firm.firmId)).catch(() => []);
  }
}

export async function codeOf(response: Response): Promise<[status: number, code: string]> {
  const { errors } = (await response.json()) as AnyData;
  return [response.status, errors[0].extensions.code];
}
