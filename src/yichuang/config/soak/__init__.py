"""Proof that nothing is lost: clerks work without a pause while processes are killed, then every act is looked for."""
