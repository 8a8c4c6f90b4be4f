let token = "";

/** The token that every request but GET carries; it lives in memory only. */
export function csrfToken(): string {
  return token;
}

export function rememberCsrfToken(next: string): void {
  token = next;
}
