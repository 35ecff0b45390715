"""The fourth hand's words: labels, heads of columns, names of sellers and of makers of software. All names are made up."""

LABELS: dict[str, tuple[str, ...]] = {
    "issue_date": ("Fecha de expedición", "Fecha emisión", "Fecha factura", "Fecha", "F. Emisión", "Fecha elaboración", "Expedida el", "Fecha de facturación", "Fecha documento", "Fecha generación"),
    "due_date": ("Vence", "Fecha vencimiento", "Fecha de vencimiento", "F. Vto.", "Vencimiento", "Pagar antes de", "Fecha límite de pago", "Vencimiento pago", "Vto."),
    "payment_form": ("Forma de pago", "Condición de pago", "Tipo de venta", "F. Pago", "Modalidad de pago"),
    "means": ("Medio de pago", "Medio", "Instrumento de pago"),
    "customer": ("Señores", "Cliente", "Adquiriente", "Facturado a", "Razón social cliente", "Nombre o razón social", "Comprador", "Vendido a", "Nombre"),
    "customer_nit": ("NIT", "Nit / CC", "Identificación", "C.C. o NIT", "Documento", "Nit cliente", "N.I.T."),
    "address": ("Dirección", "Dir.", "Domicilio", "Dirección fiscal"),
    "city": ("Ciudad", "Municipio", "Ciudad / Depto"),
    "phone": ("Teléfono", "Tel.", "Tel. / Cel."),
    "email": ("Correo", "E-mail", "Correo fact. electrónica"),
    "order": ("Orden de compra", "O/C", "O. de Compra", "Orden Compra Cliente", "OC No.", "Su orden"),
    "clerk": ("Vendedor", "Asesor", "Atendido por", "Elaboró", "Ejecutivo de cuenta"),
    "subtotal": ("Subtotal", "Sub-total", "SUB TOTAL", "Total bruto", "Total antes de IVA", "Vr. antes de impuestos", "Valor bruto", "Suma parcial", "Subtotal factura"),
    "gross": ("Total bruto", "Valor bienes y servicios", "Importe bruto", "Venta bruta"),
    "discount": ("Descuento", "Dcto. comercial", "(-) Descuentos", "Total descuentos", "Menos descuento"),
    "iva": ("IVA", "I.V.A.", "Total IVA", "Vr. IVA", "Impuesto sobre las ventas", "Impto. a las ventas", "IVA generado"),
    "total": ("Total", "TOTAL FACTURA", "Total documento", "Valor total", "Gran total", "Total general", "Total operación", "Valor total factura", "TOTAL $"),
    "total_due": ("Total a pagar", "VALOR A PAGAR", "Total a cancelar", "Total por pagar"),
    "payable": ("Neto a pagar", "Saldo a pagar", "Valor a girar", "Líquido a pagar", "Neto a cancelar", "Valor neto a consignar", "A pagar después de retenciones"),
    "rete_fuente": ("Retefuente", "Rete Fte", "Retención en la fuente", "(-) Rte. Fte.", "Menos retefuente"),
    "rete_iva": ("ReteIVA", "Rete IVA", "Retención de IVA", "(-) Rte. IVA"),
    "rete_ica": ("ReteICA", "Rete Ica", "Retención ICA", "(-) Rte. ICA"),
    "guarantee": ("Retención de garantía", "Retegarantía", "Fondo de garantía"),
    "advance": ("Amortización anticipo", "Anticipo amortizado", "Menos anticipo"),
}  # fmt: skip

COLUMNS: dict[str, tuple[str, ...]] = {
    "item": ("#", "It.", "Ítem", "No.", "Reng."),
    "code": ("Código", "Ref.", "Referencia", "Cód.", "Código<br>producto", "SKU"),
    "description": ("Descripción", "Detalle", "Producto / Servicio", "Nombre del artículo", "Concepto", "Descripción del producto"),
    "quantity": ("Cantidad", "Cant.", "Cant", "Ctd.", "Cantidad<br>facturada"),
    "unit": ("Und", "U.M.", "Medida", "Un.<br>Med.", "Emp."),
    "price": ("Precio", "Vr. Unitario", "Valor Unit.", "Precio<br>Unitario", "Vr/Unit", "P. Unit."),
    "rate": ("IVA", "% IVA", "Tarifa<br>IVA", "Iva %", "Imp."),
    "tax": ("Vr. IVA", "Valor<br>impuesto", "IVA $"),
    "share": ("Desc.", "% Dto", "Desc. %", "Dcto."),
    "total": ("Total", "Valor", "Vr. Total", "Importe", "Valor<br>Total", "Total línea", "Vr. Parcial"),
}  # fmt: skip

SELLERS: dict[str, tuple[str, ...]] = {
    "nube": (
        "Servicios Integrales Cumbre Verde S.A.S.", "AQUALÍNEA TRATAMIENTOS S.A.S.", "Topografía Satelital del Tolima SAS", "INSUMOS Y DOTACIONES MIRADOR S.A.S.",
        "Control de Plagas El Alacrán S.A.S.", "ELECTROSUMINISTROS BARICHARA S.A.S", "Gestión Ambiental Frailejón S.A.S. BIC", "MAYA PUBLICIDAD EXTERIOR SAS",
    ),
    "contable": (
        "COMERCIALIZADORA HERRAJES DEL COMBEIMA LTDA.", "ROCHA Y BUITRAGO INGENIEROS ASOCIADOS S.A.S.", "ALMACÉN EL TALADRO DE ORO S.A.S.", "DISTRIAGRO Y FERRETERÍA LOS SAMANES S.A.S.",
        "TORNILLERÍA INDUSTRIAL QUIRINAL S.A.", "INVERSIONES CASTELLANOS PULIDO & CÍA. S. EN C.", "ELÉCTRICOS Y FERRETEROS LA DORADA LTDA", "GRUPO FERREMALLAS DE BOYACÁ S.A.S.",
    ),
    "mezcla": (
        "CONCRETERA LOS FARALLONES S.A.S.", "Premezclas y Bombeos del Ariari S.A.S.", "AGREGADOS SANTA ROSA DEL GUAVIO S.A.", "TRITURADORA PEÑAS BLANCAS S.A.S.",
        "CANTERAS UNIDAS DE USME LTDA.", "HORMIGONES DEL SINÚ Y CÍA. S.A.S.",
    ),
    "renta": (
        "ANDAMIOS CERTIFICADOS CORDILLERA S.A.S.", "RENTAFORMAS Y PUNTALES S.A.S.", "ALQUILER DE EQUIPOS MAQUIFÁCIL LTDA.", "Encofrados Metálicos Nogales S.A.S", "GRÚAS Y PLATAFORMAS TEUSACÁ S.A.S.",
    ),
    "remesa": (
        "TRANSPORTADORA RUTAS DEL MACIZO S.A.S.", "CARGA PESADA LOS LIBERTADORES S.A.", "Transportes Especiales Quilichao Ltda.", "COOPERATIVA DE VOLQUETEROS DEL CHARTE", "LOGÍSTICA TERRESTRE PUNTO CARDINAL S.A.S.",
    ),
    "bomba": (
        "ESTACIÓN DE SERVICIO LOS GUADUALES S.A.S.", "INVERSIONES GASOLINERAS EL CRUCERO LTDA.", "E.D.S. ALTO DE LA LÍNEA S.A.S.", "COMBUSTIBLES Y LUBRICANTES PUERTO RICO S.A.S.", "HERMANOS MAHECHA ESTACIONES S. EN C.",
    ),
    "mostrador": (
        "FERRETERÍA EL MARTILLO DE LA 68 S.A.S.", "DEPÓSITO LA CASA DEL MAESTRO LTDA.", "Ferrepinturas San Benito S.A.S.", "TODO EN PVC Y GRIFERÍAS S.A.S.", "FERRETERÍA Y CERRAJERÍA DON POLO SAS",
    ),
    "bricolaje": (
        "GRANDES ALMACENES HOGARFORTE S.A.", "CONSTRUMUNDO RETAIL COLOMBIA S.A.S.", "CASALISTA HIPERCENTRO FERRETERO S.A.",
    ),
    "maestro": (
        "OBRAS CIVILES Y PAVIMENTOS J.M. TÉLLEZ S.A.S.", "MONTAJES METALMECÁNICOS DEL FONCE S.A.S.", "Drywall y Cielos Rasos Ospina SAS", "IMPERMEABILIZACIONES Y FACHADAS EL CÓNDOR S.A.S.", "REDES HIDROSANITARIAS MONGUÍ S.A.S.",
    ),
}  # fmt: skip

# The makers of the programs: name of the program, firm, body of its NIT.
PROGRAMS = (
    ("Cuentaclara", "Soluciones Cuentaclara S.A.S.", "941225318"),
    ("Facturón Plus 12", "Desarrollos Tributarios del Eje S.A.S.", "938410772"),
    ("CUADRE Contable NIIF", "Sistemas Cuadre Ltda.", "846031559"),
    ("Kontar ERP", "Kontar Tecnología S.A.S.", "944870163"),
    ("e-Comprobante", "Red Comprobante Colombia S.A.S. (Proveedor Tecnológico)", "932166804"),
)
CLERKS = (
    "Nidia Forero",
    "12 - OSCAR TRIANA",
    "MOSTRADOR",
    "Ing. Fabio Leal",
    "VEND 04",
    "yuli.rojas",
    "Martha C. Salgado",
)
SITES = (
    "Puente vehicular La Balsa", "Torre Mirador de Suba", "Placa huella vereda El Cedral", "Hospital San Roque - Etapa II", "Box culvert K12+340",
    "Urbanización Altos del Roble Mz 7", "Colegio La Victoria", "PTAR Municipio de Anolaima", "Bodega 14 ZF Occidente",
)  # fmt: skip
PLATES = "ABDFGHJKLMNPRSTVWXZ"
BANKS = ("Bancolombia", "Banco de Bogotá", "Davivienda", "Banco Caja Social", "BBVA", "Banco de Occidente")
