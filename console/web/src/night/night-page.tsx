export function NightPage() {
  return <p>Not built yet.</p>;
}
