"""What happens between the first step and being in."""

from typing import Any

from allauth.mfa.stages import AuthenticateStage

from waarborg.interfaces.web.accounts import pinned


class SecondStep(AuthenticateStage):  # type: ignore[misc]
    """Asks for the second step, unless the identity provider did so just now and we rely on that."""

    def handle(self) -> tuple[Any, bool]:
        if pinned.did_second_step(self.request):
            return None, True
        answer: tuple[Any, bool] = super().handle()
        return answer
