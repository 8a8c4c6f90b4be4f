export function SqlPage() {
  return <p>Not built yet.</p>;
}
