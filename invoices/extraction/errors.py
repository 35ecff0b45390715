"""What can go wrong while reading, sorted by who must act, each with its Spanish sentence."""


class ExtractionError(Exception):
    """Base of all reading errors. `code` is for machines, `sentence` for the person."""

    code = "error"
    sentence = "No se pudo leer el documento."

    def __init__(self, sentence: str | None = None, *, code: str | None = None, detail: str = "") -> None:
        self.sentence = sentence or self.sentence
        self.code = code or self.code
        self.detail = detail
        super().__init__(f"{self.sentence} {detail}".strip())


class DocumentUnreadable(ExtractionError):
    """The document's own fault: encrypted, empty, broken, too big. No retry."""

    code = "unreadable"
    sentence = "El archivo está dañado o incompleto. Pide otra copia o digita la factura a mano."


class UnsupportedFormat(DocumentUnreadable):
    code = "unsupported_format"
    sentence = "Formato no soportado. Usa JPG, PNG, PDF, TIFF, HEIC, XML o ZIP."


class TooLarge(DocumentUnreadable):
    code = "too_large"
    sentence = "Imagen muy grande. Comprime a <10 MB."


class PasswordProtected(DocumentUnreadable):
    code = "password"
    sentence = "El PDF tiene contraseña. Quita la contraseña y súbelo de nuevo."


class NoText(DocumentUnreadable):
    code = "no_text"
    sentence = "No se detectó texto. Verifica que la imagen sea clara."


class PictureUnreadable(DocumentUnreadable):
    """A picture too dark, blurred or far for anybody to read; the sentence says which, and asks for another."""

    code = "poor_picture"
    sentence = "La foto no se puede leer. Toma otra con buena luz y el teléfono quieto."


class EngineFault(ExtractionError):
    """An engine's. `billed` says that this page may have cost money although nothing came of it."""

    def __init__(
        self,
        sentence: str | None = None,
        *,
        code: str | None = None,
        detail: str = "",
        retry_after: float | None = None,
        billed: bool = False,
    ) -> None:
        super().__init__(sentence, code=code, detail=detail)
        self.retry_after = retry_after
        self.billed = billed


class EngineBusy(EngineFault):
    """A passing fault of an engine: timeout, 429, 5xx, network. Tried again."""

    code = "engine_busy"
    sentence = "Procesamiento tardó mucho. Intenta con mejor imagen."


class EngineUnavailable(EngineFault):
    """The operator's: no program, no key, no model. The next engine is tried."""

    code = "engine_unavailable"
    sentence = "La lectura no está configurada. Avisa al administrador."


class EngineCapReached(EngineUnavailable):
    """A paid engine has spent what it may spend this month."""

    code = "engine_cap"
    sentence = "El motor de lectura de pago llegó a su tope del mes. Avisa al administrador o digita la factura a mano."
