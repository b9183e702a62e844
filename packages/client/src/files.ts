import { ApiError } from "./errors.js";
import { answerOf, type CallOptions, type Gateway } from "./gateway.js";
import { graphql, type ResultOf, type VariablesOf } from "./graphql.js";
import { retrying } from "./retry.js";
import { succeeded } from "./succeeded.js";

/** A file to upload: a `File` as a browser has it, or a name and bytes. */
export type Uploadable = File | { readonly name: string; readonly bytes: Blob | Uint8Array<ArrayBuffer> };

export const startUpload = graphql(`
  mutation StartUpload($input: StartUploadInput!) {
    startUpload(input: $input) {
      upload {
        id
        address {
          url
        }
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

type Start = (variables: VariablesOf<typeof startUpload>) => Promise<ResultOf<typeof startUpload>>;

/** Uploads a file, and returns the id of its upload. */
export async function upload(gateway: Gateway, start: Start, file: Uploadable, options: CallOptions): Promise<string> {
  const { signal } = options;
  const body = "bytes" in file && !(file instanceof Blob) ? file.bytes : file;
  const bytes = body instanceof Uint8Array ? body.byteLength : body.size;
  const { startUpload } = await start({ input: { name: file.name, bytes } });
  const { id, address } = succeeded(startUpload, "upload");
  if (!address) throw new TypeError("The file of this upload is there already.");
  const { retries } = gateway;
  let isFirst = true;
  const send = async () => {
    const response = await gateway.send({ method: "PUT", address: address.url, body, signal, isSigned: false });
    const isAgain = !isFirst;
    isFirst = false;
    if (response.ok) return;
    const error = await answerOf(response).catch((refused: unknown) => refused);
    // The answer of the first attempt was lost.
    if (isAgain && error instanceof ApiError && error.code === "ALREADY_UPLOADED") return;
    throw error;
  };
  await retrying(send, { isSafe: true, retries, signal });
  return id;
}

/** Fetches a file from the address that the API gave. */
export function download(gateway: Gateway, address: string, { signal }: CallOptions): Promise<Blob> {
  const fetchIt = async () => {
    const response = await gateway.send({ method: "GET", address, signal, isSigned: false });
    if (!response.ok) await answerOf(response);
    return response.blob();
  };
  return retrying(fetchIt, { isSafe: true, retries: gateway.retries, signal });
}
