import { askSession, sessionEnded } from "../state/session.ts";
import { csrfToken } from "./csrf.ts";

/** What the server, or the lack of a connection, answered instead of the wanted thing. */
export class ApiError extends Error {
  /** The HTTP status, 0 when no answer came. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "ApiError";
    this.status = status;
  }
}

type Method = "GET" | "POST" | "PUT" | "PATCH";

/** Sends a request; throws {@link ApiError} with words fit for the page when it is not answered with 2xx. */
async function send(method: Method, path: string, body?: unknown): Promise<Response> {
  let response = await attempt(method, path, body);
  if (response.status === 403 && method !== "GET") {
    // Another tab may have signed in anew: then this page's token is old, and a new one may do.
    await askSession();
    response = await attempt(method, path, body);
  }
  if (response.ok) return response;
  if (response.status === 401 && path !== "/api/sign-in") sessionEnded();
  throw new ApiError(response.status, await errorWords(response));
}

async function attempt(method: Method, path: string, body: unknown): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRF-Token"] = csrfToken();
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const request: RequestInit = { method, headers, credentials: "same-origin", cache: "no-store" };
  if (body !== undefined) request.body = JSON.stringify(body);
  try {
    return await fetch(path, request);
  } catch {
    throw new ApiError(0, "No connection to Cradlewatch. Try again when this device is online.");
  }
}

async function errorWords(response: Response): Promise<string> {
  const words = await response
    .json()
    .then((json: { error?: string }) => json.error)
    .catch(() => undefined);
  if (words) return words;
  if (response.status === 429) {
    return `Too many requests. Try again in ${response.headers.get("Retry-After") ?? "a few"} seconds.`;
  }
  return `Cradlewatch answered ${response.status}. Try again in a moment.`;
}

export async function get<T>(path: string): Promise<T> {
  return (await send("GET", path)).json() as Promise<T>;
}

/** Sends a command whose answer, if it has one, is not needed. */
export async function command(method: "POST" | "PUT" | "PATCH", path: string, body?: unknown): Promise<void> {
  await send(method, path, body);
}

export async function post<T>(path: string, body?: unknown): Promise<T> {
  return (await send("POST", path, body)).json() as Promise<T>;
}

export async function postForFile(path: string, body: unknown): Promise<Blob> {
  return (await send("POST", path, body)).blob();
}

/** The words of an error that anything may have thrown. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
