import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, UpdatedAt, Version } from "../common/fields.js";
import { NamesPerson } from "../common/names-person.js";
import { Node } from "../common/node.js";
import { ERASED_TEXT, Impersonal, OfPerson } from "../common/personal.js";

export const UploadStatus = wordsOf("UploadStatus", "The status of an upload.", {
  WAITING: "The file is not there yet. Send it to the address of the upload.",
  RECEIVED: "The file is there, and can be used once, within an hour.",
  USED: "The file is in use.",
  RELEASED: "The file is not used any more, and is about to be deleted.",
});
export type UploadStatus = WordOf<typeof UploadStatus>;

/** A file in the storage, under its own id, from before it arrives until its bytes are deleted. */
@Reads({
  prefix: "upload",
  visible: Object.fromEntries(
    ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT"].map((role) => [
      role,
      (upload, sql) => `${upload}.uploader_id = ${sql.person}`,
    ]),
  ),
})
@Entity("upload")
@ObjectType({
  implements: Node,
  description: "A file that you upload. Seen by nobody else. Once it is used, it belongs to what it is used in.",
})
export class Upload extends Node {
  @NamesPerson()
  @Column("uuid")
  uploaderId!: string;

  @OfPerson("uploaderId", ERASED_TEXT)
  @Attribute("text", "What the file is called.")
  name!: string;

  @Attribute("integer", "The size of the file in bytes.")
  bytes!: number;

  @Impersonal()
  @Attribute("text", "What is in the file, such as `application/pdf`. Null until it is there.", { nullable: true })
  contentType!: string | null;

  @Attribute("text", "The status.", { as: () => UploadStatus })
  status!: UploadStatus;

  @Attribute("timestamptz", "When it was started.")
  createdAt!: Date;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}
